/* till-book-preview.c: what a file of another program would change, and what is wrong in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/books/till-book-preview.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"

/* Room for so many problems of two lines each; the others are scrolled to. */
#define PROBLEMS_SEEN 4
#define PROBLEM_HEIGHT 57

struct _TillBookPreview
{
  AdwBin parent_instance;

  /* Owned */
  TillBookImport *import;
  GPtrArray      *facts; /* GtkWidget, borrowed: the rows of what is told */

  /* Template children */
  GtkWidget           *wrong;
  GtkLabel            *wrong_title;
  GtkScrolledWindow   *problems;
  GtkStringList       *sentences;
  AdwActionRow        *leave_out_row;
  GtkSwitch           *leave_out;
  GtkWidget           *names;
  AdwActionRow        *by_name_row;
  GtkSwitch           *by_name;
  AdwPreferencesGroup *changes;
  AdwPreferencesGroup *balances;
};

G_DEFINE_FINAL_TYPE (TillBookPreview, till_book_preview, ADW_TYPE_BIN)

enum
{
  CHANGED,
  READ_AGAIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── What is told ────────────────────────────────────────────────────────────────────────────── */

static void
add_fact (TillBookPreview     *self,
          AdwPreferencesGroup *group,
          const char          *title,
          const char          *subtitle,
          const char          *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  /* A file's name is no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "till-group", group);
  g_ptr_array_add (self->facts, row);
}

static void
add_count (TillBookPreview *self, const char *title, const char *subtitle, guint n)
{
  g_autofree char *number = till_number_format (n);

  add_fact (self, self->changes, title, subtitle, number);
}

static void
clear_facts (TillBookPreview *self)
{
  for (guint i = 0; i < self->facts->len; i++)
    adw_preferences_group_remove (g_object_get_data (self->facts->pdata[i], "till-group"),
                                  self->facts->pdata[i]);
  g_ptr_array_set_size (self->facts, 0);
}

/* "12,345 ledger lines of 1,234 families, 56 of them new" */
static void
show_line_changes (TillBookPreview *self, const TillBookCounts *counts)
{
  guint n_lines =
    counts->n[TILL_BOOK_NEW] + counts->n[TILL_BOOK_CHANGED] + counts->n[TILL_BOOK_UNCHANGED];
  g_autofree char *lines = till_number_format (n_lines);
  g_autofree char *families = till_number_format (counts->n_families);
  g_autofree char *of_lines = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s ledger line", "%s ledger lines", n_lines), lines);
  g_autofree char *of_families = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s family", "%s families", counts->n_families), families);
  /* Translators: "12,345 ledger lines", then "1,234 families" */
  g_autofree char *words =
    g_strdup_printf (_ ("%s of %s. Nothing is imported yet."), of_lines, of_families);

  adw_preferences_group_set_description (self->changes, words);
  add_count (self, _ ("New"), _ ("Lines that are not in Till yet"), counts->n[TILL_BOOK_NEW]);
  add_count (self, _ ("Changed"), _ ("Lines that were otherwise in the last file"),
             counts->n[TILL_BOOK_CHANGED]);
  add_count (self, _ ("Unchanged"), NULL, counts->n[TILL_BOOK_UNCHANGED]);
  add_count (self, _ ("Gone"), _ ("Lines that were in the last file and are not in this one"),
             counts->n_lines_gone);
  add_count (self, _ ("Deleted"), _ ("Lines that were deleted or voided: nothing is owed of them"),
             counts->n_deleted);
  add_count (self, _ ("Conflicts"),
             _ ("Lines of people who are not in Till, or of a day still to come"),
             counts->n[TILL_BOOK_CONFLICT]);
  add_count (self, _ ("Owe nothing"),
             _ ("Guarantors who owe something now and are in no line: they will owe nothing"),
             counts->n_gone);
}

/* They may have paid, or the file may not be whole: what is no more asked for is told. */
static void
add_gone (TillBookPreview *self, const TillBookCounts *counts)
{
  g_autofree char *total = till_money_format (counts->gone);
  g_autofree char *words =
    g_strdup_printf (_ ("Guarantors who are not in the file: they have %s on their accounts now, "
                        "and will owe nothing"),
                     total);

  add_count (self, _ ("Gone"), words, counts->n_gone);
}

static void
show_changes (TillBookPreview *self, TillImportKind kind, const TillBookCounts *counts)
{
  g_autofree char *rows = till_number_format (counts->n_rows);
  g_autofree char *words =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The file has %s row. Nothing is imported yet.",
                                  "The file has %s rows. Nothing is imported yet.", counts->n_rows),
                     rows);

  adw_preferences_group_set_description (self->changes, words);
  add_count (self, _ ("New"), _ ("Patients who are not in Till yet"), counts->n[TILL_BOOK_NEW]);
  add_count (self, _ ("Changed"), _ ("Patients of whom the file says something else"),
             counts->n[TILL_BOOK_CHANGED]);
  add_count (self, _ ("Unchanged"), NULL, counts->n[TILL_BOOK_UNCHANGED]);
  if (kind == TILL_IMPORT_BALANCES)
    add_gone (self, counts);
  add_count (self, _ ("Conflicts"), _ ("Rows that may be about one patient or another"),
             counts->n[TILL_BOOK_CONFLICT]);
}

static void
show_stated (TillBookPreview *self, const TillBookCounts *counts)
{
  g_autofree char *stated = till_money_format (counts->stated);
  g_autofree char *read = till_money_format (counts->read);
  g_autofree char *words = NULL;

  if (!counts->has_stated)
    {
      add_fact (self, self->balances, _ ("The file’s own total"),
                _ ("It has no total row to check this against"), "–");
      return;
    }
  words = till_money_compare (counts->stated, counts->read) == 0
            ? g_strdup (_ ("Agrees with its rows"))
            : g_strdup_printf (_ ("The rows that could be read come to %s"), read);
  add_fact (self, self->balances, _ ("The file’s own total"), words, stated);
}

/* What says now what is owed is no part of what will. */
static void
show_replaced (TillBookPreview *self)
{
  g_autofree char *words = till_book_import_dup_replaced (self->import);

  if (words != NULL)
    add_fact (self, self->balances, _ ("Takes the place of"), words, "");
}

static void
show_balances (TillBookPreview *self, TillImportKind kind, const TillBookCounts *counts)
{
  g_autofree char *total = till_money_format (counts->total);
  g_autofree char *day = till_day_format (till_book_import_get_as_of (self->import));

  gtk_widget_set_visible (GTK_WIDGET (self->balances), kind != TILL_IMPORT_PATIENTS);
  if (kind == TILL_IMPORT_PATIENTS)
    return;

  add_fact (self, self->balances, _ ("Owed in all"), _ ("What will be imported, less credits"),
            total);
  show_stated (self, counts);
  add_fact (self, self->balances, _ ("As of"),
            _ ("What is paid in Till after that day is taken off"), day);
  show_replaced (self);
}

/* ── What is wrong ───────────────────────────────────────────────────────────────────────────── */

static char *
say_problem (const TillImportProblem *problem)
{
  if (problem->line == 0)
    return g_strdup (problem->text);
  if (problem->column == 0)
    return g_strdup_printf (_ ("Line %u: %s"), problem->line, problem->text);

  return g_strdup_printf (_ ("Line %u, column %u: %s"), problem->line, problem->column,
                          problem->text);
}

static void
show_problems (TillBookPreview *self, guint n_problems)
{
  guint                 n = till_book_import_get_n_problems (self->import);
  g_autofree char      *number = till_number_format (n_problems);
  g_autofree char      *words = NULL;
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (sentences, say_problem (till_book_import_get_problem (self->import, i)));
  g_ptr_array_add (sentences, NULL);
  gtk_string_list_splice (self->sentences, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->sentences)),
                          (const char *const *) sentences->pdata);
  words = n_problems > n
            ? g_strdup_printf (_ ("%s problems; the first %u of them:"), number, n)
            : g_strdup_printf (
                g_dngettext (GETTEXT_PACKAGE, "%s problem", "%s problems", n_problems), number);
  gtk_label_set_text (self->wrong_title, words);
  gtk_scrolled_window_set_min_content_height (
    self->problems, (int) MIN (n_problems, PROBLEMS_SEEN) * PROBLEM_HEIGHT);
  gtk_widget_set_visible (self->wrong, n_problems > 0);
}

/* What it costs to leave them out. */
static void
show_left (TillBookPreview *self, const TillBookCounts *counts)
{
  g_autofree char *total = till_money_format (counts->left);
  g_autofree char *number = till_number_format (counts->n_left);
  g_autofree char *words = NULL;

  if (counts->n_left > 0)
    /* Translators: how many, and the amount */
    words = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "All others are imported. %s guarantor whom they may mean has %s on the account "
                   "now, and will owe nothing.",
                   "All others are imported. %s guarantors whom they may mean have %s on their "
                   "accounts now, and will owe nothing.",
                   counts->n_left),
      number, total);
  adw_action_row_set_subtitle (self->leave_out_row,
                               words != NULL ? words : _ ("All others are imported."));
}

static void
leave_out_cb (TillBookPreview *self)
{
  if (self->import == NULL)
    return;

  till_book_import_leave_out (self->import, gtk_switch_get_active (self->leave_out));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ── Names ───────────────────────────────────────────────────────────────────────────────────── */

static void
show_names (TillBookPreview *self, const TillBookCounts *counts)
{
  g_autofree char *number = till_number_format (counts->n_by_name);
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE,
                 "%s line has neither a number nor a birth date, and one patient of that name is "
                 "in Till. Switch this on if it is the same: Till remembers it.",
                 "%s lines have neither a number nor a birth date, and one patient of each name is "
                 "in Till. Switch this on if they are the same: Till remembers it.",
                 counts->n_by_name),
    number);

  adw_action_row_set_subtitle (self->by_name_row, words);
  gtk_switch_set_active (self->by_name, till_book_import_get_by_name (self->import));
  gtk_widget_set_visible (self->names, counts->n_by_name > 0);
}

static void
by_name_cb (TillBookPreview *self)
{
  gboolean by_name = gtk_switch_get_active (self->by_name);

  if (self->import == NULL || till_book_import_get_by_name (self->import) == by_name)
    return;

  till_book_import_set_by_name (self->import, by_name);
  g_signal_emit (self, signals[READ_AGAIN], 0);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_book_preview_dispose (GObject *object)
{
  TillBookPreview *self = TILL_BOOK_PREVIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BOOK_PREVIEW);
  g_ptr_array_set_size (self->facts, 0);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (till_book_preview_parent_class)->dispose (object);
}

static void
till_book_preview_finalize (GObject *object)
{
  g_ptr_array_unref (TILL_BOOK_PREVIEW (object)->facts);

  G_OBJECT_CLASS (till_book_preview_parent_class)->finalize (object);
}

static void
till_book_preview_class_init (TillBookPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_book_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_book_preview_finalize;

  signals[CHANGED] = g_signal_new ("changed", TILL_TYPE_BOOK_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[READ_AGAIN] = g_signal_new ("read-again", TILL_TYPE_BOOK_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/books/till-book-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, wrong);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, wrong_title);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, problems);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, sentences);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, leave_out_row);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, leave_out);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, names);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, by_name_row);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, by_name);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, changes);
  gtk_widget_class_bind_template_child (widget_class, TillBookPreview, balances);
  gtk_widget_class_bind_template_callback (widget_class, leave_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, by_name_cb);
}

static void
till_book_preview_init (TillBookPreview *self)
{
  self->facts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_book_preview_show (TillBookPreview *self, TillBookImport *import)
{
  TillImportKind        kind = till_book_import_get_layout (import)->kind;
  const TillBookCounts *counts = till_book_import_get_counts (import);
  GtkScrolledWindow    *scroller;

  g_return_if_fail (TILL_IS_BOOK_PREVIEW (self));

  g_set_object (&self->import, import);
  gtk_switch_set_active (self->leave_out, FALSE);
  clear_facts (self);
  show_problems (self, counts->n_problems);
  show_left (self, counts);
  show_names (self, counts);
  if (kind == TILL_IMPORT_LEDGER)
    show_line_changes (self, counts);
  else
    show_changes (self, kind, counts);
  show_balances (self, kind, counts);
  scroller = GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (self)));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroller), 0);
}

char *
till_book_preview_dup_obstacle (TillBookPreview *self)
{
  const TillBookCounts *counts;

  g_return_val_if_fail (TILL_IS_BOOK_PREVIEW (self) && self->import != NULL, NULL);

  counts = till_book_import_get_counts (self->import);
  if (counts->n_problems > 0 && !gtk_switch_get_active (self->leave_out))
    return g_strdup (
      counts->n_by_name > 0 && !till_book_import_get_by_name (self->import)
        ? _ ("Say that the names are enough, mend the file and choose it again, or leave these "
             "lines out.")
        : _ ("Mend the file and choose it again, or leave these lines out."));

  return till_book_import_dup_obstacle (self->import);
}
