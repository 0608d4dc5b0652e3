/* till-book-columns.c: what the columns of another program's file are: told, or chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of a known layout there is nothing to choose: what was recognized is shown beside a few cells of
 * each column. Of any other, each column has a list of what it may be.
 */
#include "ui/books/till-book-columns.h"

#include <glib/gi18n-lib.h>

#include "ui/books/till-book-words.h"
#include "ui/widgets/till-entry-guard.h"

/* Of a heading, or of a few cells. */
#define MOST_LETTERS 72

struct _TillBookColumns
{
  AdwBin parent_instance;

  /* Owned */
  TillBookImport *import;
  TillDay         today;

  TillImportKind kind_shown; /* whose fields the lists have */
  gboolean       filling;    /* the rows are being set: nobody has chosen anything */

  /* Template children */
  AdwActionRow        *layout;
  AdwActionRow        *writing;
  AdwComboRow         *kind;
  AdwComboRow         *order;
  AdwEntryRow         *as_of;
  AdwActionRow        *told;
  AdwPreferencesGroup *columns;

  /* Other children: what each column is; none of a known layout */
  GPtrArray *fields; /* AdwComboRow, borrowed */
};

G_DEFINE_FINAL_TYPE (TillBookColumns, till_book_columns, ADW_TYPE_BIN)

static guint changed_signal;

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

/* What a column may be chosen to be, in the order of the list. */
static const TillImportField of_balances[] = {
  TILL_FIELD_NOTHING,    TILL_FIELD_NUMBER,       TILL_FIELD_NAME,      TILL_FIELD_LAST_NAME,
  TILL_FIELD_FIRST_NAME, TILL_FIELD_INITIAL,      TILL_FIELD_OWED_0_30, TILL_FIELD_OWED_31_60,
  TILL_FIELD_OWED_61_90, TILL_FIELD_OWED_OVER_90, TILL_FIELD_TOTAL,     TILL_FIELD_INSURANCE,
  TILL_FIELD_PAID_ON,    TILL_FIELD_BIRTH_DATE,   TILL_FIELD_MOBILE,    TILL_FIELD_PHONE,
  TILL_FIELD_EMAIL,      TILL_FIELD_ADDRESS,      TILL_FIELD_ADDRESS_2, TILL_FIELD_CITY,
  TILL_FIELD_STATE,      TILL_FIELD_ZIP,
};
static const TillImportField of_patients[] = {
  TILL_FIELD_NOTHING,    TILL_FIELD_NUMBER,  TILL_FIELD_NAME,       TILL_FIELD_LAST_NAME,
  TILL_FIELD_FIRST_NAME, TILL_FIELD_INITIAL, TILL_FIELD_BIRTH_DATE, TILL_FIELD_MOBILE,
  TILL_FIELD_PHONE,      TILL_FIELD_EMAIL,   TILL_FIELD_ADDRESS,    TILL_FIELD_ADDRESS_2,
  TILL_FIELD_CITY,       TILL_FIELD_STATE,   TILL_FIELD_ZIP,        TILL_FIELD_GUARANTOR_NUMBER,
};

static const TillImportField *
list_fields (TillImportKind kind, guint *n_fields)
{
  *n_fields =
    kind == TILL_IMPORT_BALANCES ? G_N_ELEMENTS (of_balances) : G_N_ELEMENTS (of_patients);

  return kind == TILL_IMPORT_BALANCES ? of_balances : of_patients;
}

/* What is in no list is read, and nothing is done with it. */
static const char *
field_to_words (TillImportKind kind, TillImportField field)
{
  static const char *const words[TILL_N_FIELDS] = {
    [TILL_FIELD_GUARANTOR_NUMBER] = N_ ("Guarantor’s number"),
    [TILL_FIELD_NAME] = N_ ("Name, as in Last, First"),
    [TILL_FIELD_LAST_NAME] = N_ ("Last name"),
    [TILL_FIELD_FIRST_NAME] = N_ ("First name"),
    [TILL_FIELD_INITIAL] = N_ ("Middle initial"),
    [TILL_FIELD_BIRTH_DATE] = N_ ("Birth date"),
    [TILL_FIELD_MOBILE] = N_ ("Mobile phone"),
    [TILL_FIELD_PHONE] = N_ ("Phone"),
    [TILL_FIELD_EMAIL] = N_ ("E-mail"),
    [TILL_FIELD_ADDRESS] = N_ ("Address, or its first line"),
    [TILL_FIELD_ADDRESS_2] = N_ ("Address, second line"),
    [TILL_FIELD_CITY] = N_ ("City"),
    [TILL_FIELD_STATE] = N_ ("State, as in OR"),
    [TILL_FIELD_ZIP] = N_ ("ZIP code"),
    [TILL_FIELD_OWED_0_30] = N_ ("Owed, 0 to 30 days"),
    [TILL_FIELD_OWED_31_60] = N_ ("Owed, 31 to 60 days"),
    [TILL_FIELD_OWED_61_90] = N_ ("Owed, 61 to 90 days"),
    [TILL_FIELD_OWED_OVER_90] = N_ ("Owed, over 90 days"),
    [TILL_FIELD_TOTAL] = N_ ("Owed in all"),
    [TILL_FIELD_INSURANCE] = N_ ("Expected from insurance"),
    [TILL_FIELD_PAID_ON] = N_ ("Date of the last payment"),
    [TILL_FIELD_LINE_NUMBER] = N_ ("The line’s own number"),
    [TILL_FIELD_LINE_KIND] = N_ ("Kind of line"),
    [TILL_FIELD_LINE_DAY] = N_ ("Day"),
    [TILL_FIELD_LINE_AMOUNT] = N_ ("Amount, below zero what was paid"),
    [TILL_FIELD_LINE_WORDS] = N_ ("Note"),
    [TILL_FIELD_LINE_STATUS] = N_ ("Whether it was deleted"),
    [TILL_FIELD_LINE_AGED_FROM] = N_ ("The day its age is counted from"),
    [TILL_FIELD_EST_PRIMARY] = N_ ("Expected from the first insurance"),
    [TILL_FIELD_EST_SECONDARY] = N_ ("Expected from the second insurance"),
    [TILL_FIELD_PAID_PRIMARY] = N_ ("Paid by the first insurance"),
    [TILL_FIELD_PAID_SECONDARY] = N_ ("Paid by the second insurance"),
  };

  if (kind == TILL_IMPORT_LEDGER && field == TILL_FIELD_NAME)
    return _ ("Guarantor’s name, to be sure");
  if (field == TILL_FIELD_NUMBER)
    return kind == TILL_IMPORT_BALANCES ? _ ("Guarantor’s number") : _ ("Patient’s number");

  return words[field] != NULL ? _ (words[field]) : _ ("Not imported");
}

static char *
dup_writing (TillBookImport *import)
{
  char        separator = till_book_import_get_separator (import);
  const char *letters = till_book_import_get_letters (import);
  const char *name = g_str_has_prefix (letters, "UTF-16")    ? "UTF-16"
                     : g_str_has_prefix (letters, "WINDOWS") ? "Windows-1252"
                                                             : letters;

  /* Translators: the file's encoding, as in "UTF-8" */
  return separator == ','    ? g_strdup_printf (_ ("%s, a comma between the cells"), name)
         : separator == ';'  ? g_strdup_printf (_ ("%s, a semicolon between the cells"), name)
         : separator == '\t' ? g_strdup_printf (_ ("%s, a tab between the cells"), name)
                             : g_strdup_printf (_ ("%s, “%c” between the cells"), name, separator);
}

/* ── Choosing ────────────────────────────────────────────────────────────────────────────────── */

static TillImportKind
get_kind (TillBookColumns *self)
{
  return adw_combo_row_get_selected (self->kind) == 0 ? TILL_IMPORT_BALANCES : TILL_IMPORT_PATIENTS;
}

static TillImportField
get_field (TillBookColumns *self, guint column)
{
  guint                  n_fields;
  const TillImportField *fields = list_fields (self->kind_shown, &n_fields);
  guint                  chosen = adw_combo_row_get_selected (self->fields->pdata[column]);

  return chosen < n_fields ? fields[chosen] : TILL_FIELD_NOTHING;
}

static void
read_layout (TillBookColumns *self, TillImportLayout *layout)
{
  *layout =
    (TillImportLayout){ .kind = get_kind (self),
                        .day_order = (TillDayOrder) adw_combo_row_get_selected (self->order),
                        .n_columns = self->fields->len };
  for (guint i = 0; i < self->fields->len; i++)
    layout->fields[i] = get_field (self, i);
}

/* The rows' lists, and what is chosen in them. */
static void
show_fields (TillBookColumns *self, const TillImportLayout *layout)
{
  guint                     n_fields;
  const TillImportField    *fields = list_fields (layout->kind, &n_fields);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    gtk_string_list_append (words, field_to_words (layout->kind, fields[i]));
  self->filling = TRUE;
  self->kind_shown = layout->kind;
  for (guint i = 0; i < self->fields->len; i++)
    {
      guint chosen = 0;

      for (guint j = 0; j < n_fields; j++)
        chosen = fields[j] == layout->fields[i] ? j : chosen;
      adw_combo_row_set_model (self->fields->pdata[i], G_LIST_MODEL (words));
      adw_combo_row_set_selected (self->fields->pdata[i], chosen);
    }
  self->filling = FALSE;
}

static gboolean
is_day (TillImportField field)
{
  return field == TILL_FIELD_BIRTH_DATE || field == TILL_FIELD_PAID_ON;
}

/* Only what makes a difference is asked. */
static void
update (TillBookColumns *self)
{
  const TillImportLayout *columns = till_book_import_get_columns (self->import);
  gboolean                by_hand = self->fields->len > 0;
  TillImportKind          kind = by_hand ? get_kind (self) : columns->kind;
  gboolean has_told = !till_day_is_none (till_book_import_get_told_day (self->import));
  gboolean has_days = FALSE;

  for (guint i = 0; i < self->fields->len; i++)
    has_days = has_days || is_day (get_field (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->kind), by_hand);
  gtk_widget_set_visible (GTK_WIDGET (self->order), has_days);
  gtk_widget_set_visible (GTK_WIDGET (self->as_of), kind == TILL_IMPORT_BALANCES && !has_told);
  gtk_widget_set_visible (GTK_WIDGET (self->told), kind != TILL_IMPORT_PATIENTS && has_told);
}

static void
changed_cb (TillBookColumns *self)
{
  if (self->filling || self->import == NULL)
    return;

  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
kind_cb (TillBookColumns *self)
{
  const TillImportLayout *told;
  TillImportLayout        layout;

  if (self->filling || self->import == NULL)
    return;

  /* What was chosen stays; for the rest the headings say what it is in the other kind. */
  told = till_book_import_get_columns (self->import);
  read_layout (self, &layout);
  for (guint i = 0; i < layout.n_columns; i++)
    {
      if (layout.fields[i] == TILL_FIELD_NOTHING)
        layout.fields[i] = told->fields[i];
    }
  show_fields (self, &layout);
  changed_cb (self);
}

/* A column that has days tells in which order they are written. */
static void
field_cb (AdwComboRow *row, GParamSpec *spec, TillBookColumns *self)
{
  guint column;

  if (self->filling || !g_ptr_array_find (self->fields, row, &column))
    return;

  if (is_day (get_field (self, column)))
    {
      self->filling = TRUE;
      adw_combo_row_set_selected (self->order,
                                  (guint) till_book_import_guess_order (self->import, column));
      self->filling = FALSE;
    }
  changed_cb (self);
}

/* ── The rows ────────────────────────────────────────────────────────────────────────────────── */

/* GTK can't shorten by itself what is narrower than its three dots. */
static char *
cut (char *text /* full */)
{
  g_autofree char *whole = text;
  g_autofree char *head = NULL;

  if (g_utf8_strlen (whole, -1) <= MOST_LETTERS)
    return g_steal_pointer (&whole);
  head = g_utf8_substring (whole, 0, MOST_LETTERS - 1);

  return g_strconcat (head, "…", NULL);
}

/* What others wrote is no markup. */
static void
set_texts (TillBookColumns *self, AdwActionRow *row, guint column)
{
  g_autofree char *title = cut (till_book_import_dup_title (self->import, column));
  g_autofree char *samples = cut (till_book_import_dup_samples (self->import, column));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, samples);
}

static void
add_choice (TillBookColumns *self, guint column)
{
  GtkWidget *row = adw_combo_row_new ();

  set_texts (self, ADW_ACTION_ROW (row), column);
  g_signal_connect (row, "notify::selected", G_CALLBACK (field_cb), self);
  adw_preferences_group_add (self->columns, row);
  g_ptr_array_add (self->fields, row);
}

static void
add_told (TillBookColumns *self, guint column, const TillImportLayout *layout)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (field_to_words (layout->kind, layout->fields[column]));

  set_texts (self, ADW_ACTION_ROW (row), column);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->columns, row);
}

static void
show_choices (TillBookColumns *self, const TillImportLayout *layout)
{
  for (guint i = 0; i < layout->n_columns; i++)
    add_choice (self, i);
  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind, layout->kind == TILL_IMPORT_BALANCES ? 0 : 1);
  adw_combo_row_set_selected (self->order, (guint) layout->day_order);
  self->filling = FALSE;
  show_fields (self, layout);
  adw_preferences_group_set_description (
    self->columns, _ ("Choose what each column is. It is remembered for files with these headings "
                      "once one of them is imported."));
}

static void
show_days (TillBookColumns *self)
{
  TillDay          told = till_book_import_get_told_day (self->import);
  g_autofree char *today = till_day_format (self->today);
  g_autofree char *said = !till_day_is_none (told) ? till_day_format (told) : NULL;

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->as_of), today);
  self->filling = FALSE;
  if (said != NULL)
    adw_action_row_set_subtitle (self->told, said);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_book_columns_dispose (GObject *object)
{
  TillBookColumns *self = TILL_BOOK_COLUMNS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BOOK_COLUMNS);
  g_ptr_array_set_size (self->fields, 0);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (till_book_columns_parent_class)->dispose (object);
}

static void
till_book_columns_finalize (GObject *object)
{
  g_ptr_array_unref (TILL_BOOK_COLUMNS (object)->fields);

  G_OBJECT_CLASS (till_book_columns_parent_class)->finalize (object);
}

static void
till_book_columns_class_init (TillBookColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_book_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_book_columns_finalize;

  changed_signal = g_signal_new ("changed", TILL_TYPE_BOOK_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/books/till-book-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBookColumns, layout);
  gtk_widget_class_bind_template_child (widget_class, TillBookColumns, writing);
  gtk_widget_class_bind_template_child (widget_class, TillBookColumns, kind);
  gtk_widget_class_bind_template_child (widget_class, TillBookColumns, order);
  gtk_widget_class_bind_template_child (widget_class, TillBookColumns, as_of);
  gtk_widget_class_bind_template_child (widget_class, TillBookColumns, told);
  gtk_widget_class_bind_template_child (widget_class, TillBookColumns, columns);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
till_book_columns_init (TillBookColumns *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->as_of));
}

void
till_book_columns_set_import (TillBookColumns *self, TillBookImport *import, TillDay today)
{
  const TillImportLayout *layout = till_book_import_get_columns (import);
  g_autofree char        *writing = dup_writing (import);

  g_return_if_fail (TILL_IS_BOOK_COLUMNS (self) && self->import == NULL);

  self->import = g_object_ref (import);
  self->today = today;
  adw_action_row_set_subtitle (
    self->layout, layout->name != NULL ? till_book_layout_to_words (layout->name, layout->kind)
                  : till_book_import_is_remembered (import)
                    ? _ ("A file that you imported before: matched as you did then")
                    : _ ("No program that Till knows: say below what each is"));
  adw_action_row_set_subtitle (self->writing, writing);
  show_days (self);
  if (layout->name == NULL)
    show_choices (self, layout);
  for (guint i = 0; layout->name != NULL && i < layout->n_columns; i++)
    add_told (self, i, layout);
  update (self);
}

static char *
dup_day_obstacle (TillBookColumns *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->as_of));
  TillDay     day;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->as_of)))
    return NULL;

  day = till_day_parse (text);
  if (till_day_is_none (day))
    return g_strdup_printf (_ ("“%s” is no day. Write it as in 2026-11-24."), text);
  if (till_day_compare (day, self->today) > 0)
    return g_strdup (_ ("That day is still to come. Of which day are the balances?"));
  till_book_import_set_as_of (self->import, day);

  return NULL;
}

char *
till_book_columns_apply (TillBookColumns *self)
{
  g_autoptr (GError) error = NULL;
  TillImportLayout   layout;

  g_return_val_if_fail (TILL_IS_BOOK_COLUMNS (self), NULL);

  read_layout (self, &layout);
  if (!till_book_import_set_layout (self->import, self->fields->len > 0 ? &layout : NULL, &error))
    return g_strdup (error->message);

  return dup_day_obstacle (self);
}

void
till_book_columns_focus (TillBookColumns *self)
{
  g_return_if_fail (TILL_IS_BOOK_COLUMNS (self));

  gtk_widget_child_focus (GTK_WIDGET (self->columns), GTK_DIR_TAB_FORWARD);
}
