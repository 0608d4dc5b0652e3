/* till-card-dialog.c: a card on file: its nickname, and what was agreed to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-card-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillCardDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;

  gint64   id;
  gboolean closed;

  /* Template children */
  AdwActionRow *card;
  AdwEntryRow  *nickname;
  AdwActionRow *agreed;
  GtkLabel     *wording;
  GtkLabel     *problem;
  GtkWidget    *save;
};

G_DEFINE_FINAL_TYPE (TillCardDialog, till_card_dialog, ADW_TYPE_WINDOW)

static guint saved_signal;

static void
show_problem (TillCardDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillCardDialog) self = user_data;
  g_autoptr (GError)         error = NULL;
  gboolean done = till_practice_change_card_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (done)
    {
      g_signal_emit (self, saved_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->save, TRUE);
  show_problem (self, error->message);
}

static void
save_cb (TillCardDialog *self)
{
  if (!gtk_widget_get_sensitive (self->save))
    return;

  gtk_widget_set_sensitive (self->save, FALSE);
  show_problem (self, NULL);
  till_practice_name_card_async (self->practice, self->id,
                                 gtk_editable_get_text (GTK_EDITABLE (self->nickname)), saved_cb,
                                 g_object_ref (self));
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_card_dialog_dispose (GObject *object)
{
  TillCardDialog *self = TILL_CARD_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_CARD_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_card_dialog_parent_class)->dispose (object);
}

static void
till_card_dialog_class_init (TillCardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_card_dialog_dispose;

  saved_signal = g_signal_new ("saved", TILL_TYPE_CARD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "patients/till-card-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillCardDialog, card);
  gtk_widget_class_bind_template_child (widget_class, TillCardDialog, nickname);
  gtk_widget_class_bind_template_child (widget_class, TillCardDialog, agreed);
  gtk_widget_class_bind_template_child (widget_class, TillCardDialog, wording);
  gtk_widget_class_bind_template_child (widget_class, TillCardDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillCardDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
till_card_dialog_init (TillCardDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->nickname));
}

static char *
dup_agreed (const TillFiledCard *card, GTimeZone *zone)
{
  g_autofree char *at = till_instant_format (card->consent_at, zone);

  if (card->consent_how == TILL_CARD_AGREED_ON_PAGE)
    /* Translators: when, and by whom a card was saved on the pay page */
    return *card->consent_by != '\0'
             ? g_strdup_printf (_ ("%s, on the pay page, by %s"), at, card->consent_by)
             : g_strdup_printf (_ ("%s, on the pay page"), at);

  /* Translators: when, and who of the practice noted it */
  return g_strdup_printf (_ ("%s, at the desk, noted by %s"), at, card->consent_by);
}

static void
fill (TillCardDialog *self, const TillFiledCard *card)
{
  g_autofree char *brand =
    g_strdup_printf ("%s ••••%s", card->brand != NULL ? card->brand : _ ("Card"),
                     card->last_four != NULL ? card->last_four : "");
  g_autofree char *expiry =
    till_filed_card_dup_expiry_words (card, till_practice_get_today (self->practice));
  g_autofree char *facts =
    expiry != NULL ? g_strconcat (expiry, " · ", till_card_origin_to_words (card->origin), NULL)
                   : g_strdup (till_card_origin_to_words (card->origin));
  g_autofree char *agreed = dup_agreed (card, till_practice_get_zone (self->practice));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->card), brand);
  adw_action_row_set_subtitle (self->card, facts);
  gtk_editable_set_text (GTK_EDITABLE (self->nickname),
                         card->nickname != NULL ? card->nickname : "");
  adw_action_row_set_subtitle (self->agreed, agreed);
  gtk_label_set_text (self->wording, card->consent_wording);
}

GtkWidget *
till_card_dialog_new (TillPractice *practice, const TillFiledCard *card, GtkWindow *parent)
{
  TillCardDialog *self = g_object_new (TILL_TYPE_CARD_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->id = card->id;
  fill (self, card);
  gtk_widget_grab_focus (GTK_WIDGET (self->nickname));

  return GTK_WIDGET (self);
}
