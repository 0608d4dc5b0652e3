/* till-bank-import-dialog.c: shows what is in a bank's file, lets its columns be chosen, takes it
 * in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is chosen is read anew each time; the lines that come of it are shown before anything is
 * taken in.
 */
#include "ui/bank/till-bank-import-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

#define LINES_SHOWN 5
#define PROBLEMS_SHOWN 6

/* Of the rows that choose how it is written. */
#define ORDER_FIRST 1
#define POINT_AMERICAN 1
#define POINT_EUROPEAN 2

struct _TillBankImportDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillBankImport *import;
  GPtrArray      *shown;  /* GtkWidget, borrowed: rows of the preview */
  char           *failed; /* why it could not be read or taken in; or NULL */

  gboolean filling; /* the rows are being set: nobody has chosen anything */
  gboolean running;
  gboolean closed;

  /* Template children */
  AdwWindowTitle      *heading;
  AdwPreferencesGroup *columns;
  AdwPreferencesGroup *writing;
  AdwComboRow         *day_order;
  AdwComboRow         *point;
  AdwEntryRow         *account;
  AdwPreferencesGroup *wrong;
  GtkSwitch           *leave_out;
  AdwPreferencesGroup *preview;
  GtkLabel            *obstacle;
  GtkWidget           *run;

  /* Other children: what each field is read from */
  AdwComboRow *fields[TILL_N_BANK_FIELDS];
};

G_DEFINE_FINAL_TYPE (TillBankImportDialog, till_bank_import_dialog, ADW_TYPE_WINDOW)

static guint imported_signal;

static const char *const titles[TILL_N_BANK_FIELDS] = {
  [TILL_BANK_DAY] = N_ ("Date"),
  [TILL_BANK_AMOUNT] = N_ ("Amount"),
  [TILL_BANK_DEBIT] = N_ ("Money out"),
  [TILL_BANK_CREDIT] = N_ ("Money in"),
  [TILL_BANK_SIGN] = N_ ("Credit or debit"),
  [TILL_BANK_WORDS] = N_ ("Bank’s words"),
  [TILL_BANK_REFERENCE] = N_ ("Bank’s reference"),
  [TILL_BANK_CHECK_NUMBER] = N_ ("Check number"),
};

/* ── What is shown ── */

static void
add_line (TillBankImportDialog *self, const TillBankLine *line)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *day = till_day_format (line->day);
  g_autofree char *amount = till_money_format (line->amount);
  g_autofree char *check = line->check_number != NULL
                             ? g_strdup_printf (_ ("%s, check %s"), day, line->check_number)
                             : g_strdup (day);
  GtkWidget       *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 line->words != NULL ? line->words : _ ("Without words"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), check);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->preview, row);
  g_ptr_array_add (self->shown, row);
}

static void
show_lines (TillBankImportDialog *self)
{
  guint            n_lines = till_bank_import_get_n_lines (self->import);
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->shown->len; i++)
    adw_preferences_group_remove (self->preview, self->shown->pdata[i]);
  g_ptr_array_set_size (self->shown, 0);

  for (guint i = 0; i < MIN (n_lines, LINES_SHOWN); i++)
    add_line (self, till_bank_import_get_line (self->import, i));
  words = n_lines > LINES_SHOWN
            ? g_strdup_printf (_ ("The first %u of %u lines. Nothing is taken in yet."),
                               (guint) LINES_SHOWN, n_lines)
            : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line. Nothing is taken in yet.",
                                            "%u lines. Nothing is taken in yet.", n_lines),
                               n_lines);
  adw_preferences_group_set_description (self->preview, words);
}

static void
show_problems (TillBankImportDialog *self)
{
  guint               n = till_bank_import_get_n_problems (self->import);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char    *escaped = NULL;

  for (guint i = 0; i < MIN (n, PROBLEMS_SHOWN); i++)
    {
      const TillImportProblem *problem = till_bank_import_get_problem (self->import, i);

      g_string_append (text, i > 0 ? "\n" : "");
      g_string_append_printf (text, _ ("Line %u: %s"), problem->line, problem->text);
    }
  if (n > PROBLEMS_SHOWN)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "\nand %u more", "\nand %u more",
                                         (gulong) (n - PROBLEMS_SHOWN)),
                            n - PROBLEMS_SHOWN);
  /* It is read as markup. */
  escaped = g_markup_escape_text (text->str, -1);
  adw_preferences_group_set_description (self->wrong, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), n > 0);
}

static void
update (TillBankImportDialog *self)
{
  const char *obstacle =
    self->failed != NULL ? self->failed : till_bank_import_get_obstacle (self->import);

  gtk_label_set_text (self->obstacle, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle), obstacle != NULL);
  gtk_widget_set_sensitive (self->run, obstacle == NULL && !self->running);
}

/* ── Choosing ── */

static void
set_failed (TillBankImportDialog *self, const char *words)
{
  g_free (self->failed);
  self->failed = g_strdup (words);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBankImportDialog) self = user_data;
  g_autoptr (GError)               error = NULL;
  gboolean good = till_bank_import_read_finish (TILL_BANK_IMPORT (source), result, &error);

  if (self->closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* What is still to be chosen is said by the import itself. */
  set_failed (self,
              good || till_bank_import_get_obstacle (self->import) != NULL ? NULL : error->message);
  show_lines (self);
  show_problems (self);
  update (self);
}

static void
read_columns (TillBankImportDialog *self, TillBankLayout *layout)
{
  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    layout->columns[i] = (int) adw_combo_row_get_selected (self->fields[i]) - 1;
}

static void
read_writing (TillBankImportDialog *self, TillBankLayout *layout)
{
  guint order = adw_combo_row_get_selected (self->day_order);
  guint point = adw_combo_row_get_selected (self->point);

  layout->day_order = order >= ORDER_FIRST ? (int) (order - ORDER_FIRST) : TILL_DAY_ORDER_UNKNOWN;
  layout->point = TILL_POINT_UNKNOWN;
  if (point == POINT_AMERICAN)
    layout->point = '.';
  else if (point == POINT_EUROPEAN)
    layout->point = ',';
}

static void
show_writing (TillBankImportDialog *self, const TillBankLayout *layout)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (self->day_order, layout->day_order == TILL_DAY_ORDER_UNKNOWN
                                                 ? 0
                                                 : (guint) layout->day_order + ORDER_FIRST);
  adw_combo_row_set_selected (self->point, layout->point == '.'   ? POINT_AMERICAN
                                           : layout->point == ',' ? POINT_EUROPEAN
                                                                  : 0);
  self->filling = FALSE;
}

static void
read_anew (TillBankImportDialog *self, const TillBankLayout *layout)
{
  till_bank_import_read_async (self->import, layout, read_cb, g_object_ref (self));
}

/* Other columns, other cells: what they say of their writing is looked at anew. */
static void
column_cb (TillBankImportDialog *self)
{
  TillBankLayout layout;

  if (self->filling)
    return;
  till_bank_layout_clear (&layout);
  read_columns (self, &layout);
  till_bank_import_settle (self->import, &layout);
  show_writing (self, &layout);
  read_anew (self, &layout);
}

static void
writing_cb (TillBankImportDialog *self)
{
  TillBankLayout layout;

  if (self->filling || self->import == NULL)
    return;
  till_bank_layout_clear (&layout);
  read_columns (self, &layout);
  read_writing (self, &layout);
  read_anew (self, &layout);
}

static void
account_cb (TillBankImportDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (self->filling || self->import == NULL)
    return;
  till_bank_import_set_account (self->import, gtk_editable_get_text (GTK_EDITABLE (self->account)),
                                &error);
  set_failed (self, error != NULL ? error->message : NULL);
  update (self);
}

static void
leave_out_cb (TillBankImportDialog *self)
{
  till_bank_import_leave_out (self->import, gtk_switch_get_active (self->leave_out));
  update (self);
}

/* ── Taking in ── */

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBankImportDialog) self = user_data;
  g_autoptr (GError)               error = NULL;
  g_autofree char *words = till_bank_import_run_finish (TILL_BANK_IMPORT (source), result, &error);

  if (words != NULL)
    g_signal_emit (self, imported_signal, 0, words);
  if (self->closed)
    return;
  self->running = FALSE;
  if (words != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  set_failed (self, error->message);
  update (self);
}

static void
run_cb (GtkButton *button, TillBankImportDialog *self)
{
  self->running = TRUE;
  update (self);
  till_bank_import_run_async (self->import, ran_cb, g_object_ref (self));
}

static void
till_bank_import_dialog_dispose (GObject *object)
{
  TillBankImportDialog *self = TILL_BANK_IMPORT_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BANK_IMPORT_DIALOG);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (till_bank_import_dialog_parent_class)->dispose (object);
}

static void
till_bank_import_dialog_finalize (GObject *object)
{
  TillBankImportDialog *self = TILL_BANK_IMPORT_DIALOG (object);

  g_ptr_array_unref (self->shown);
  g_free (self->failed);

  G_OBJECT_CLASS (till_bank_import_dialog_parent_class)->finalize (object);
}

static void
till_bank_import_dialog_class_init (TillBankImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_bank_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_bank_import_dialog_finalize;

  imported_signal = g_signal_new ("imported", TILL_TYPE_BANK_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  till_dialog_class_set_up (widget_class, "bank/till-bank-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, writing);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, day_order);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, point);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, account);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, wrong);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, leave_out);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, obstacle);
  gtk_widget_class_bind_template_child (widget_class, TillBankImportDialog, run);
  gtk_widget_class_bind_template_callback (widget_class, account_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, writing_cb);
}

static void
till_bank_import_dialog_init (TillBankImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_ptr_array_new ();
  till_entry_guard (GTK_WIDGET (self->account));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->run);
}

/* "Amount (77.50)": the heading, and what its first cell says. */
static GtkStringList *
list_columns (TillBankImport *import)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("None"));
  for (guint i = 0; i < till_bank_import_get_n_columns (import); i++)
    {
      g_autofree char *title = till_bank_import_dup_title (import, i);
      g_autofree char *sample = till_bank_import_dup_sample (import, i);
      g_autofree char *cut = g_utf8_substring (sample, 0, MIN (g_utf8_strlen (sample, -1), 24));
      g_autofree char *words = g_strdup_printf ("%s (%s)", title, cut);

      gtk_string_list_append (list, *sample != '\0' ? words : title);
    }

  return list;
}

static void
add_fields (TillBankImportDialog *self)
{
  const TillBankLayout     *layout = till_bank_import_get_layout (self->import);
  g_autoptr (GtkStringList) columns = list_columns (self->import);

  self->filling = TRUE;
  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    {
      AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (titles[i]));
      adw_combo_row_set_model (row, G_LIST_MODEL (columns));
      adw_combo_row_set_selected (row, (guint) (layout->columns[i] + 1));
      g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (column_cb), self);
      adw_preferences_group_add (self->columns, GTK_WIDGET (row));
      self->fields[i] = row;
    }
  self->filling = FALSE;
  show_writing (self, layout);
  adw_preferences_group_set_description (
    self->columns, till_bank_import_is_remembered (self->import)
                     ? _ ("As you chose them for this bank’s files before.")
                     : _ ("As far as the file tells. They are remembered for this bank’s files."));
}

GtkWidget *
till_bank_import_dialog_new (TillBankImport *import, GtkWindow *parent)
{
  TillBankImportDialog *self =
    g_object_new (TILL_TYPE_BANK_IMPORT_DIALOG, "transient-for", parent, NULL);
  gboolean    is_csv = till_bank_import_is_csv (import);
  const char *account = till_bank_import_get_account (import);

  self->import = g_object_ref (import);
  adw_window_title_set_subtitle (self->heading, till_bank_import_get_file_name (import));
  gtk_widget_set_visible (GTK_WIDGET (self->columns), is_csv);
  gtk_widget_set_visible (GTK_WIDGET (self->writing), is_csv);
  if (is_csv)
    {
      add_fields (self);
      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->account),
                             g_str_has_prefix (account, "••") ? account + strlen ("••") : account);
      self->filling = FALSE;
    }
  show_lines (self);
  show_problems (self);
  update (self);

  return GTK_WIDGET (self);
}
