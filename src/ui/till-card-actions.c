/* till-card-actions.c: what is done with cards on file, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-cards.h"
#include "ui/patients/till-card-dialog.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-question.h"

/* A card, and whose window it is about. */
typedef struct
{
  TillActionContext *context;
  gint64             id;
  const char        *done; /* what is said of it */
} Deed;

static Deed *
deed_new (TillActionContext *context, gint64 id, const char *done)
{
  Deed *deed = g_new (Deed, 1);

  *deed = (Deed){ g_rc_box_acquire (context), id, done };

  return deed;
}

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  till_action_context_unref (deed->context);
  g_free (deed);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deed              *deed = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_change_card_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (deed->context, deed->done);
  else
    till_action_show_error (deed->context, _ ("The Card Was Not Changed"), error);
  deed_free (deed);
}

static void
primary_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gint64             id = g_variant_get_int64 (parameter);

  till_practice_set_card_role_async (self->practice, id, TILL_CARD_PRIMARY, changed_cb,
                                     deed_new (self, id, _ ("This is the primary card now")));
}

static void
backup_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gint64             id = g_variant_get_int64 (parameter);

  till_practice_set_card_role_async (self->practice, id, TILL_CARD_BACKUP, changed_cb,
                                     deed_new (self, id, _ ("This is the backup card now")));
}

/* NULL: it was said why. */
static TillFiledCard *
find_card (TillActionContext *self, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;
  TillFiledCard     *card =
    till_practice_get_card (self->practice, g_variant_get_int64 (parameter), &error);

  if (card == NULL)
    till_action_show_error (self, _ ("The Card Was Not Changed"), error);

  return card;
}

static void
named_cb (TillCardDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The card was changed"));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext        *self = user_data;
  g_autoptr (TillFiledCard) card = find_card (self, parameter);
  GtkWidget                *dialog;

  if (card == NULL)
    return;

  dialog = till_card_dialog_new (self->practice, card, till_action_front (self));
  g_signal_connect_data (dialog, "saved", G_CALLBACK (named_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

static void
answered_cb (GtkWidget *question, const char *response, Deed *deed)
{
  TillActionContext *self = deed->context;

  if (g_strcmp0 (response, "delete") == 0)
    till_practice_delete_card_async (self->practice, deed->id, changed_cb,
                                     deed_new (self, deed->id, deed->done));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const TillQuestion asked = { N_ ("Delete This Card?"), "keep", N_ ("_Keep"), "delete",
                                      N_ ("_Delete") };
  TillActionContext        *self = user_data;
  g_autoptr (TillFiledCard) card = find_card (self, parameter);
  g_autofree char          *title = NULL;
  g_autofree char          *body = NULL;
  GtkWidget                *question;

  if (card == NULL)
    return;

  title = till_filed_card_dup_title (card);
  body = g_strdup_printf (
    _ ("%s can’t be charged any more, and the card processor deletes it, too. To have it on file "
       "again the patient pays with it once more."),
    title);
  question = till_question_new (&asked, till_action_front (self), body);
  g_signal_connect_data (question, "response", G_CALLBACK (answered_cb),
                         deed_new (self, card->id, _ ("The card was deleted")),
                         (GClosureNotify) (GCallback) deed_free, 0);
  till_action_present (self, question);
}

void
till_card_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "edit-card", edit_cb, "x", NULL, NULL, { 0 } },
    { "make-card-primary", primary_cb, "x", NULL, NULL, { 0 } },
    { "make-card-backup", backup_cb, "x", NULL, NULL, { 0 } },
    { "delete-card", delete_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
