/* till-demo-explain.c: the demo practice's manager has explained one of the differing deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of the deposits that the sandbox makes differ one shows what an explained one looks like. They
 * come by sync, so each change of the deposits is looked at until there is one.
 */
#include "flow/till-demo-private.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-deposits.h"
#include "store/till-store-deposits.h"

/* How old it is: of the list's month, and not the newest, which is left to be explained. */
#define FROM_DAYS 28
#define UNTIL_DAYS 8

static gint64
find_deposit (TillPractice *practice)
{
  TillDay today = till_practice_get_today (practice);
  gint64  id = 0;

  if (!till_store_find_contradicted (till_db_get_reader (practice->db),
                                     till_day_add (today, -FROM_DAYS),
                                     till_day_add (today, -UNTIL_DAYS), &id, NULL))
    return 0;

  return id;
}

static void
explained_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* It may have been withdrawn, or the practice closed: then there is none. */
  if (!till_practice_explain_deposit_finish (TILL_PRACTICE (source), result, &error))
    g_debug ("%s", error->message);
}

static void
changed_cb (TillDb *db, const TillDbChanges *changes, TillPractice *practice)
{
  gint64 id;

  if (!till_db_changes_touch (changes, "deposits") || !till_db_is_open (db))
    return;
  id = find_deposit (practice);
  if (id == 0)
    return;
  g_signal_handlers_disconnect_by_func (db, changed_cb, practice);
  till_practice_explain_deposit_async (
    practice, id,
    _ ("Asked Clearent by phone: they took a correction of $12.40 out of this batch. The letter is "
       "in the folder."),
    explained_cb, NULL);
}

void
till_demo_explain_one (TillPractice *practice)
{
  g_signal_connect_object (practice->db, "changed", G_CALLBACK (changed_cb), practice, 0);
}
