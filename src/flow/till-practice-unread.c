/* till-practice-unread.c: telling of what in the processor's list can't be taken in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "store/till-store-unread.h"

void
till_practice_load_unread (TillPractice *self)
{
  g_autoptr (TillUnread) oldest = NULL;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *words = NULL;
  g_autofree char       *warning = NULL;
  gint64                 n_unread = 0;
  guint                  n_more;

  if (!till_store_find_unread (till_db_get_reader (self->db), &oldest, &n_unread, &error))
    {
      till_practice_set_warning (self, TILL_WARNING_UNREAD, error->message);
      return;
    }

  words = oldest != NULL ? till_unread_to_words (oldest) : NULL;
  n_more = n_unread > 1 ? (guint) n_unread - 1 : 0;
  if (n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "And %u more.", "And %u more.", n_more), n_more);

      warning = g_strconcat (words, " ", more, NULL);
    }
  till_practice_set_warning (self, TILL_WARNING_UNREAD, n_more > 0 ? warning : words);
}

/* ── Dismissing ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillActor  *actor;
  TillInstant at;
} Dismissal;

static void
dismissal_free (gpointer data)
{
  Dismissal *dismissal = data;

  till_actor_free (dismissal->actor);
  g_free (dismissal);
}

static gboolean
dismiss_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Dismissal *dismissal = data;

  return till_store_dismiss_unread (connection, dismissal->actor, dismissal->at, error);
}

/* What could not be dismissed is told of again. */
static void
dismissed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) && self->db != NULL)
    till_practice_load_unread (self);
}

void
till_practice_dismiss_unread (TillPractice *self)
{
  Dismissal *dismissal = g_new0 (Dismissal, 1);

  dismissal->actor =
    self->actor != NULL ? till_actor_copy (self->actor) : till_actor_new (0, "Till");
  dismissal->at = till_practice_now (self);
  till_db_write_async (self->db, TILL_DB_NORMAL, dismiss_work, dismissal, dismissal_free,
                       dismissed_cb, g_object_ref (self));
}
