/* till-card-choice.c: which card on file is charged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An expired one can be chosen, so that it is seen why it can't be charged.
 */
#include "ui/collect/till-card-choice.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-cards.h"

struct _TillCardChoice
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;
  TillPatient  *patient;        /* NULL: nobody */
  GPtrArray    *cards;          /* TillFiledCard */
  guint         n_lines_before; /* the line that asks for a choice, above the cards */

  /* Children */
  GtkWidget   *list;
  AdwComboRow *row;
  GtkLabel    *words;
};

G_DEFINE_FINAL_TYPE (TillCardChoice, till_card_choice, ADW_TYPE_BIN)

static guint changed_signal;

/* NULL: none is. */
static const TillFiledCard *
get_chosen (TillCardChoice *self)
{
  guint index = adw_combo_row_get_selected (self->row);

  index -= self->n_lines_before;

  return index < self->cards->len ? self->cards->pdata[index] : NULL;
}

static gboolean
has_expired (TillCardChoice *self, const TillFiledCard *card)
{
  return till_filed_card_get_age (card, till_practice_get_today (self->practice)) ==
         TILL_CARD_HAS_EXPIRED;
}

static char *
dup_words (TillCardChoice *self, const TillFiledCard *card)
{
  if (self->patient == NULL)
    return NULL;
  if (card == NULL && self->cards->len > 0)
    return g_strdup (_ ("The card that was chosen is not on file any more. Choose another one."));
  if (card == NULL)
    return g_strdup_printf (
      _ (
        "%s has no card on file. A card is saved with a payment: tick “Save the card for later” at "
        "the card terminal or the virtual terminal, or the patient ticks it on the pay page."),
      self->patient->name);
  if (has_expired (self, card))
    return g_strdup (
      _ ("This card has expired. Choose another one, or have the new card saved with "
         "the next payment."));

  return NULL;
}

static void
update (TillCardChoice *self)
{
  const TillFiledCard *card = get_chosen (self);
  g_autofree char     *words = dup_words (self, card);

  gtk_widget_set_visible (self->list, self->cards->len > 0);
  gtk_label_set_text (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
  if (self->cards->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->words), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->words), "error");
  g_signal_emit (self, changed_signal, 0);
}

/* "Visa ••••4242 · Primary · Expires 12/2028" */
static char *
dup_line (TillCardChoice *self, const TillFiledCard *card)
{
  g_autofree char *title = till_filed_card_dup_title (card);
  g_autofree char *expiry =
    till_filed_card_dup_expiry_words (card, till_practice_get_today (self->practice));
  const char *role = till_card_role_to_words (card->role);

  if (role == NULL && expiry == NULL)
    return g_steal_pointer (&title);

  return g_strconcat (title, " · ", role != NULL ? role : expiry,
                      role != NULL && expiry != NULL ? " · " : NULL, expiry, NULL);
}

/* Which was chosen stays so. Once it is gone, none is: never another one than was seen. */
static void
read_cards (TillCardChoice *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  const TillFiledCard      *before = get_chosen (self);
  gint64                    chosen = before != NULL ? before->id : 0;
  gboolean                  is_gone = self->cards->len > 0;
  guint                     index = 0;
  GPtrArray                *cards = NULL;

  if (self->patient != NULL)
    cards = till_practice_list_cards (self->practice, self->patient->id, NULL);
  g_ptr_array_unref (self->cards);
  self->cards = cards != NULL ? cards : g_ptr_array_new ();

  for (guint i = 0; i < self->cards->len; i++)
    {
      const TillFiledCard *card = self->cards->pdata[i];
      g_autofree char     *line = dup_line (self, card);

      gtk_string_list_append (lines, line);
      if (card->id == chosen)
        {
          index = i;
          is_gone = FALSE;
        }
    }
  self->n_lines_before = is_gone && self->cards->len > 0 ? 1 : 0;
  if (self->n_lines_before > 0)
    gtk_string_list_splice (lines, 0, 0, (const char *const[]){ _ ("Choose a card"), NULL });
  adw_combo_row_set_model (self->row, G_LIST_MODEL (lines));
  if (self->cards->len > 0)
    adw_combo_row_set_selected (self->row, index);
  update (self);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_card_choice_dispose (GObject *object)
{
  TillCardChoice *self = TILL_CARD_CHOICE (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  self->row = NULL;
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_card_choice_parent_class)->dispose (object);
}

static void
till_card_choice_finalize (GObject *object)
{
  TillCardChoice *self = TILL_CARD_CHOICE (object);

  g_clear_pointer (&self->patient, till_patient_free);
  g_ptr_array_unref (self->cards);

  G_OBJECT_CLASS (till_card_choice_parent_class)->finalize (object);
}

static void
till_card_choice_class_init (TillCardChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_card_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_card_choice_finalize;

  changed_signal = g_signal_new ("changed", TILL_TYPE_CARD_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
till_card_choice_init (TillCardChoice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->cards = g_ptr_array_new ();
  self->row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Card"));
  /* At the right there is room for twenty letters. */
  adw_combo_row_set_use_subtitle (self->row, TRUE);
  /* A nickname is no markup: "Mom & Dad". */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (self->list), GTK_WIDGET (self->row));
  gtk_widget_set_visible (self->list, FALSE);

  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->words), FALSE);

  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->row, "notify::selected", G_CALLBACK (update), self);
}

GtkWidget *
till_card_choice_new (TillPractice *practice)
{
  TillCardChoice *self = g_object_new (TILL_TYPE_CARD_CHOICE, NULL);

  self->practice = g_object_ref (practice);
  g_signal_connect_swapped (practice, "accounts-changed", G_CALLBACK (read_cards), self);

  return GTK_WIDGET (self);
}

void
till_card_choice_set_patient (TillCardChoice *self, const TillPatient *patient)
{
  g_return_if_fail (TILL_IS_CARD_CHOICE (self));

  if (patient == NULL || self->patient == NULL || patient->id != self->patient->id)
    g_ptr_array_set_size (self->cards, 0);
  g_clear_pointer (&self->patient, till_patient_free);
  self->patient = patient != NULL ? till_patient_copy (patient) : NULL;
  read_cards (self);
}

void
till_card_choice_choose (TillCardChoice *self, gint64 card_id)
{
  g_return_if_fail (TILL_IS_CARD_CHOICE (self));

  for (guint i = 0; i < self->cards->len; i++)
    {
      if (((const TillFiledCard *) self->cards->pdata[i])->id == card_id)
        adw_combo_row_set_selected (self->row, i + self->n_lines_before);
    }
}

gint64
till_card_choice_get (TillCardChoice *self)
{
  const TillFiledCard *card;

  g_return_val_if_fail (TILL_IS_CARD_CHOICE (self), 0);

  card = get_chosen (self);

  return card != NULL && !has_expired (self, card) ? card->id : 0;
}
