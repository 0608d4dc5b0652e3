/* till-sync-page.c: what a page of the processor's list shows, and taking it in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row that can't be read or is refused is written down, and told of until it can; the others
 * come. What the list leaves out keeps the cursor behind it. One page is written at a time, so that
 * none moves the cursor past one that failed.
 */
#include "flow/till-sync-private.h"

#include <glib/gi18n-lib.h>

void
till_sync_note_failure (TillSyncRun *run, GError *error)
{
  if (run->failure == NULL)
    run->failure = error;
  else
    g_error_free (error);
}

/* What is missing is asked for again until it comes, but not for ever: a row that the processor
 * counts and never lists would keep all that is newer from being done with. What the batches'
 * totals say of it the daily check finds. */
static void
note_missing (TillSyncRun *run, TillInstant at)
{
  TillInstant from = MAX (at, MIN (run->cursor, run->now - TILL_SYNC_FARTHEST));

  if (run->missing == TILL_INSTANT_NONE || from < run->missing)
    run->missing = from;
}

/* ── What it shows ───────────────────────────────────────────────────────────────────────────── */

/* FALSE: all of it was shown before. */
static gboolean
note_shown (TillSyncRun *run, const TillFound *found)
{
  guint n_again = 0;

  for (guint i = 0; i < found->charges->len; i++)
    {
      const TillCharge *charge = g_ptr_array_index (found->charges, i);

      g_hash_table_remove (run->unsettled, charge->id);
      if (!till_text_set_add (run->shown, charge->id))
        n_again++;
      if (charge->created_at != TILL_INSTANT_NONE)
        run->position = MAX (run->position, charge->created_at);
    }
  run->n_shown += found->n_rows - n_again;

  return n_again < found->n_rows || found->n_rows == 0;
}

static void
check_whole (TillSyncRun *run)
{
  g_autofree char *words = NULL;

  if (run->more || run->n_shown >= run->n_total)
    return;

  words = g_strdup_printf (_ ("The processor’s list is not whole: of its %u transactions %u came. "
                              "The rest is asked for again."),
                           (guint) run->n_total, (guint) run->n_shown);
  g_clear_error (&run->problem);
  run->problem = g_error_new_literal (TILL_ERROR, TILL_ERROR_BAD_INPUT, words);
  note_missing (run, run->position);
}

static void
note_refused (TillSyncRun *run, const TillFound *found, TillInstant before)
{
  for (guint i = 0; i < found->refused->len; i++)
    {
      TillUnread *unread = found->refused->pdata[i];

      if (unread->at == TILL_INSTANT_NONE)
        unread->at = before;
      run->numberless = run->numberless || *unread->number == '\0';
    }
}

void
till_sync_note_page (TillSyncRun *run, const TillFound *found)
{
  TillInstant before = run->position;
  guint64     n_asked = (guint64) run->page * TILL_QUERY_PAGE_SIZE;
  gboolean    is_news = note_shown (run, found);

  run->n_total = found->n_total;
  run->more = (is_news && found->more) || n_asked < run->n_total;
  note_refused (run, found, before);
  /* What is missing lies behind the last one that was shown. */
  if (run->n_shown < MIN (n_asked, run->n_total))
    note_missing (run, before);
  check_whole (run);
}

/* ── Taking in ───────────────────────────────────────────────────────────────────────────────── */

/* What the store's rules refuse, rather than what it can't do just now. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED) ||
         g_error_matches (error, TILL_ERROR, TILL_ERROR_BAD_INPUT) ||
         g_error_matches (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
}

static void write_one (GTask *task, TillTakeIn *taking);

static void
refuse_one (GTask *task, const TillCharge *charge, const GError *error)
{
  TillPractice *self = g_task_get_source_object (task);
  TillTakeIn   *refusal = till_take_in_new (self);
  TillInstant   at = charge->created_at != TILL_INSTANT_NONE ? charge->created_at : refusal->at;

  g_ptr_array_add (refusal->refused, till_unread_new (charge->id, at, error->message));
  write_one (task, refusal);
}

/* Of a page that is refused for one row the others come. */
static void
write_each (GTask *task, const TillTakeIn *page)
{
  TillPractice *self = g_task_get_source_object (task);
  TillTakeIn   *refused = till_take_in_new (self);

  g_ptr_array_unref (refused->refused);
  refused->refused = g_ptr_array_ref (page->refused);
  write_one (task, refused);
  for (guint i = page->n_before; i < page->charges->len; i++)
    {
      TillTakeIn *one = till_take_in_new (self);

      g_ptr_array_add (one->charges, till_charge_copy (page->charges->pdata[i]));
      g_ptr_array_unref (one->captures);
      one->captures = g_ptr_array_ref (page->captures);
      one->unread = page->unread != NULL ? g_hash_table_ref (page->unread) : NULL;
      write_one (task, one);
    }
}

/* What a commit had no time for. */
static void
write_rest (GTask *task, const TillTakeIn *page)
{
  TillTakeIn *rest = till_take_in_new (g_task_get_source_object (task));

  g_ptr_array_unref (rest->charges);
  g_ptr_array_unref (rest->captures);
  g_ptr_array_unref (rest->refused);
  rest->charges = g_ptr_array_ref (page->charges);
  rest->captures = g_ptr_array_ref (page->captures);
  rest->refused = g_ptr_array_ref (page->refused);
  rest->unread = page->unread != NULL ? g_hash_table_ref (page->unread) : NULL;
  rest->cursor = page->cursor;
  rest->n_before = page->n_done;
  write_one (task, rest);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  TillPractice      *self = g_task_get_source_object (task);
  TillSyncRun       *run = g_task_get_task_data (task);
  const TillTakeIn  *taking = till_db_result_data (result);
  g_autoptr (GError) error = NULL;

  run->n_taking--;
  if (till_db_finish (TILL_DB (source), result, &error) && taking->n_done < taking->charges->len)
    {
      /* It may have gone meanwhile: then the cursor stays, and the rest comes the next time. */
      if (till_practice_check_open (self, NULL) && self->processor != NULL)
        write_rest (task, taking);
    }
  else if (error == NULL)
    run->cursor = taking->cursor != TILL_INSTANT_NONE ? taking->cursor : run->cursor;
  else if (!is_refusal (error) || taking->charges->len == 0 ||
           !till_practice_check_open (self, NULL) || self->processor == NULL)
    till_sync_note_failure (run, g_steal_pointer (&error));
  else if (taking->charges->len > 1)
    write_each (task, taking);
  else
    refuse_one (task, taking->charges->pdata[0], error);

  till_sync_go_on (task);
}

/* Takes @taking. */
static void
write_one (GTask *task, TillTakeIn *taking)
{
  TillPractice *self = g_task_get_source_object (task);
  TillSyncRun  *run = g_task_get_task_data (task);

  run->n_taking++;
  till_db_write_async (self->db, TILL_DB_BULK, till_take_in_write, taking,
                       (GDestroyNotify) till_take_in_free, written_cb, g_object_ref (task));
}

void
till_sync_keep (GTask *task, TillFound *found, gboolean is_page)
{
  TillPractice *self = g_task_get_source_object (task);
  TillSyncRun  *run = g_task_get_task_data (task);

  g_return_if_fail (run->waiting == NULL);

  if (found->charges->len + found->captures->len + found->refused->len == 0)
    return;

  run->waiting = till_take_in_new (self);
  g_ptr_array_unref (run->waiting->charges);
  g_ptr_array_unref (run->waiting->captures);
  g_ptr_array_unref (run->waiting->refused);
  run->waiting->charges = g_steal_pointer (&found->charges);
  run->waiting->captures = g_steal_pointer (&found->captures);
  run->waiting->refused = g_steal_pointer (&found->refused);
  if (g_hash_table_size (run->unread) > 0)
    run->waiting->unread = g_hash_table_ref (run->unread);
  if (is_page && !run->is_check)
    run->waiting->cursor = MIN (run->position, run->now);
}

void
till_sync_write (GTask *task)
{
  TillSyncRun *run = g_task_get_task_data (task);
  TillTakeIn  *taking = g_steal_pointer (&run->waiting);

  if (run->missing != TILL_INSTANT_NONE)
    taking->cursor = MIN (taking->cursor, run->missing);
  if (taking->cursor < run->cursor + TILL_SYNC_CURSOR_AGE)
    taking->cursor = TILL_INSTANT_NONE;
  write_one (task, taking);
}
