/* till-table-states.c: what stands in the place of a table's rows: loading, none, none that match,
 * unreadable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-states.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"

#define HEADER_HEIGHT 36

/* What is there sooner needs no word of it. */
#define LOADING_AFTER_MS 300

struct _TillTableStates
{
  AdwBin parent_instance;

  /* Owned */
  TillTable *table;
  char      *empty_title;
  char      *empty_words;

  guint    waiting;     /* until loading is worth a word */
  gboolean wants_focus; /* what had it went away with the page */

  /* Children */
  GtkStack      *stack;
  GtkOverlay    *overlay;
  GtkWidget     *view;
  AdwStatusPage *empty;
  GtkWidget     *clear;
  GtkWidget     *help; /* with the words of the empty list */
  AdwStatusPage *failed;
  GtkWidget     *loading;
  GtkSpinner    *spinner;
};

G_DEFINE_FINAL_TYPE (TillTableStates, till_table_states, ADW_TYPE_BIN)

/* Of days, or what the page has begun with. */
static gboolean
is_about (TillTableStates *self, const TillCondition *condition)
{
  TillFilter          *beginning = till_table_get_beginning (self->table);
  const TillCondition *begun =
    beginning != NULL ? till_filter_find (beginning, condition->column) : NULL;
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);
  int               column = till_table_find_column (self->table, condition->column);

  if (begun != NULL && begun->op == condition->op &&
      g_strv_equal ((const char *const *) begun->values, (const char *const *) condition->values))
    return TRUE;

  return column >= 0 &&
         (columns[column].kind == TILL_COLUMN_DAY || columns[column].kind == TILL_COLUMN_INSTANT);
}

/* A list of a month without payments is no list whose filters exclude each other. */
static gboolean
is_narrowed_to_days_only (TillTableStates *self)
{
  TillFilter *filter = till_table_get_filter (self->table);

  if (*till_filter_get_search (filter) != '\0')
    return FALSE;
  for (guint i = 0; i < till_filter_get_n_conditions (filter); i++)
    {
      if (!is_about (self, till_filter_get_condition (filter, i)))
        return FALSE;
    }

  return TRUE;
}

static void
show_no_match (TillTableStates *self)
{
  TillFilter *filter = till_table_get_filter (self->table);
  guint       n_filters =
    till_filter_get_n_conditions (filter) + (*till_filter_get_search (filter) != '\0' ? 1 : 0);
  g_autofree char *title =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "No Rows Match This Filter",
                                  "No Rows Match These %u Filters", n_filters),
                     n_filters);

  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (
    self->empty, g_dngettext (GETTEXT_PACKAGE, "Change it, or see all rows.",
                              "Take one of them away, or see all rows.", n_filters));
}

/* Over the rows and below their header: whose filter brought no rows must be there to be changed.
 */
static void
show_empty (TillTableStates *self, gboolean is_empty)
{
  gboolean days_only = is_narrowed_to_days_only (self);

  gtk_widget_set_visible (GTK_WIDGET (self->empty), is_empty);
  gtk_widget_set_visible (self->clear, !days_only);
  gtk_widget_set_visible (
    self->help, days_only && gtk_actionable_get_action_name (GTK_ACTIONABLE (self->help)) != NULL);
  if (!is_empty)
    return;
  if (!days_only)
    {
      show_no_match (self);
      return;
    }
  adw_status_page_set_title (self->empty, self->empty_title);
  adw_status_page_set_description (self->empty, self->empty_words);
}

static void
show_loading (TillTableStates *self, gboolean is_loading)
{
  gtk_widget_set_visible (self->loading, is_loading);
  gtk_spinner_set_spinning (self->spinner, is_loading);
}

static gboolean
waited_cb (gpointer data)
{
  TillTableStates *self = data;

  self->waiting = 0;
  show_empty (self, FALSE);
  show_loading (self, TRUE);

  return G_SOURCE_REMOVE;
}

static void
update (TillTableStates *self)
{
  TillTableState state = till_table_get_state (self->table);
  const GError  *error = till_table_get_error (self->table);
  guint          n_rows = till_table_get_n_rows (self->table);

  if (state == TILL_TABLE_FAILED)
    adw_status_page_set_description (self->failed, error != NULL ? error->message : "");
  gtk_stack_set_visible_child_name (self->stack, state == TILL_TABLE_FAILED ? "failed" : "rows");
  /* No rows after no rows: nothing flashes between. */
  if (n_rows > 0 || state != TILL_TABLE_LOADING)
    show_empty (self, n_rows == 0 && state == TILL_TABLE_READY);

  if (n_rows > 0 || state != TILL_TABLE_LOADING)
    {
      g_clear_handle_id (&self->waiting, g_source_remove);
      show_loading (self, FALSE);
    }
  else if (self->waiting == 0 && !gtk_widget_get_visible (self->loading))
    self->waiting = g_timeout_add (LOADING_AFTER_MS, waited_cb, self);

  if (self->wants_focus && state == TILL_TABLE_READY)
    {
      self->wants_focus = FALSE;
      gtk_widget_grab_focus (self->view);
    }
}

static void
retry_cb (TillTableStates *self)
{
  self->wants_focus = TRUE;
  till_table_refresh (self->table);
}

static void
clear_cb (TillTableStates *self)
{
  g_autoptr (TillFilter) all = till_filter_new ();

  self->wants_focus = TRUE;
  till_table_set_filter (self->table, all);
}

static void
till_table_states_dispose (GObject *object)
{
  TillTableStates *self = TILL_TABLE_STATES (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (till_table_states_parent_class)->dispose (object);
}

static void
till_table_states_finalize (GObject *object)
{
  TillTableStates *self = TILL_TABLE_STATES (object);

  g_free (self->empty_title);
  g_free (self->empty_words);

  G_OBJECT_CLASS (till_table_states_parent_class)->finalize (object);
}

static void
till_table_states_class_init (TillTableStatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_states_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_states_finalize;
}

/* ── Made of ── */

static GtkWidget *
new_button (TillTableStates *self, const char *words, GCallback pressed)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  if (pressed != NULL)
    g_signal_connect_swapped (button, "clicked", pressed, self);

  return button;
}

static void
add_empty (TillTableStates *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "edit-find-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  self->clear = new_button (self, _ ("C_lear All"), G_CALLBACK (clear_cb));
  self->help = new_button (self, "", NULL);
  gtk_box_append (GTK_BOX (buttons), self->clear);
  gtk_box_append (GTK_BOX (buttons), self->help);
  adw_status_page_set_child (self->empty, buttons);
}

static void
add_over_rows (GtkOverlay *overlay, GtkWidget *page)
{
  gtk_widget_set_margin_top (page, HEADER_HEIGHT);
  gtk_widget_set_visible (page, FALSE);
  gtk_overlay_add_overlay (overlay, page);
}

static void
add_loading (TillTableStates *self, GtkOverlay *overlay)
{
  GtkWidget *words = gtk_label_new (_ ("Loading…"));

  self->loading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 32, 32);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_set_halign (self->loading, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->loading, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->loading), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (self->loading), words);
  add_over_rows (overlay, self->loading);
}

static void
till_table_states_init (TillTableStates *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
till_table_states_new (GtkWidget *scroller, GtkWidget *view)
{
  TillTableStates *self = g_object_new (TILL_TYPE_TABLE_STATES, NULL);

  self->view = view;
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_overlay_set_child (self->overlay, scroller);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->overlay), "rows");

  add_empty (self);
  add_over_rows (self->overlay, GTK_WIDGET (self->empty));
  add_loading (self, self->overlay);

  self->failed = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failed, "dialog-error-symbolic");
  adw_status_page_set_title (self->failed, _ ("The List Can’t Be Read"));
  adw_status_page_set_child (self->failed,
                             new_button (self, _ ("_Try Again"), G_CALLBACK (retry_cb)));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failed), "failed");

  return GTK_WIDGET (self);
}

void
till_table_states_set_table (TillTableStates *self, TillTable *table)
{
  g_return_if_fail (TILL_IS_TABLE_STATES (self) && self->table == NULL);

  self->table = g_object_ref (table);
  g_signal_connect_swapped (table, "notify::state", G_CALLBACK (update), self);
  update (self);
}

void
till_table_states_add_over (TillTableStates *self, GtkWidget *widget)
{
  g_return_if_fail (TILL_IS_TABLE_STATES (self));

  gtk_overlay_add_overlay (self->overlay, widget);
}

void
till_table_states_set_empty_words (TillTableStates *self, const char *title, const char *words)
{
  g_return_if_fail (TILL_IS_TABLE_STATES (self));

  till_text_set (&self->empty_title, title);
  till_text_set (&self->empty_words, words);
}

void
till_table_states_set_empty_button (TillTableStates *self, const char *words, const char *action)
{
  g_return_if_fail (TILL_IS_TABLE_STATES (self));

  gtk_button_set_label (GTK_BUTTON (self->help), words != NULL ? words : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->help), action);
  if (self->table != NULL)
    update (self);
}
