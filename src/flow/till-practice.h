/* till-practice.h: an open practice: the one object the screen is given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds the store, the processor, the mailer and the keyring, runs the once-a-minute job, and
 * offers the deeds. All calls are for the main thread; what may be slow is asynchronous.
 */
#pragma once

#include <gio/gio.h>

#include "model/till-records.h"
#include "model/till-settings.h"
#include "model/till-table.h"

G_BEGIN_DECLS

#define TILL_TYPE_PRACTICE (till_practice_get_type ())
G_DECLARE_FINAL_TYPE (TillPractice, till_practice, TILL, PRACTICE, GObject)

/* Properties, all read-only, notified:
 * "name" (string), "n-unposted" (uint: the red badge),
 * "n-unknown" (uint: attempts being looked up),
 * "unreachable" (string or NULL: why the processor can't be reached right now),
 * "card-problem" (string or NULL: why no card can be taken; a sentence for the tooltip),
 * "can-mail" (boolean), "zone" (GTimeZone, boxed), "warning" (string or NULL: a damaged file, a
 * failed backup …, with what to do), "reading" (string or NULL: what is being read at the processor
 * right now, and how far), "read-at" (int64: a TillInstant, when its payments were last read whole,
 * or TILL_INSTANT_NONE; notified also when the deposits were), "reports-problem" (string or NULL:
 * why the deposits could not be read), "aged-on" (int: the number of the TillDay that what is owed
 * is aged as of, TILL_DAY_NONE's when the practice has no balances). */

/* Signal "attempt-ended" (string words, int64 transaction): a payment or a refund that no dialog
 * follows any more has ended; the sentence says how. The transaction is the one that has a receipt
 * now, or 0. */

/* Signal "accounts-changed": something that is known of patients and of what they owe, or a rule of
 * who is asked for it. */

/* Signal "plans-changed": payment plans, what was tried of them, or what paid them. */

/* Signal "damaged" (GError, TILL_ERROR_STORE_BROKEN): the check beside the window has found the
 * file damaged: it is to be closed, and a backup restored. */

/**
 * till_practice_open:
 * @path: the practice file; made when it is not there
 *
 * Takes the lock, opens and migrates. TILL_ERROR_STORE_IN_USE when another process has it: then
 * @holder_address (out, optional) is where that one answers, or NULL.
 */
TillPractice *till_practice_open (const char *path,
                                  TillClock  *clock,
                                  char      **holder_address,
                                  GError    **error);

/* Starts what runs beside the window: attempts left open by a crash are looked up at once, then
 * every minute; the background check of the file; the daily backup. Reads the processor's settings
 * and key. */
void till_practice_start (TillPractice *self);

/* Waits for what is written; looked-up and waiting attempts go on at the next start. */
void till_practice_close (TillPractice *self);

/* "warning" has been read. */
void till_practice_drop_warning (TillPractice *self);

/* Writes the address at which this process answers into the lock file. */
gboolean till_practice_set_address (TillPractice *self, const char *address, GError **error);

const char *till_practice_get_path (TillPractice *self);

/* TILL_ERROR_BAD_INPUT for a path (absolute) at which one of the practice's own files or its copies
 * lies, by whatever name: the books must not be what is written over. */
gboolean till_practice_check_target (TillPractice *self, const char *path, GError **error);

/* Likewise of a file that is to be imported. */
gboolean till_practice_check_source (TillPractice *self, const char *path, GError **error);

/* When what is due was seen to last by this process, and by "till run-due" without a window;
 * TILL_INSTANT_NONE: not yet. */
TillInstant till_practice_get_last_minute (TillPractice *self);
TillInstant till_practice_get_last_run_alone (TillPractice *self);

const char *till_practice_get_name (TillPractice *self);
GTimeZone  *till_practice_get_zone (TillPractice *self);
TillClock  *till_practice_get_clock (TillPractice *self);
TillDay     till_practice_get_today (TillPractice *self);
TillTable  *till_practice_get_transactions (TillPractice *self); /* borrowed; one for all */
const char *till_practice_get_card_problem (TillPractice *self);
gboolean    till_practice_is_new (TillPractice *self); /* no practice is written in it yet */
gboolean    till_practice_is_demo (TillPractice *self);

/* The first practice facts and the first user, in one commit. Refuses card numbers, an empty name,
 * a zone that does not exist. */
void     till_practice_set_up_async (TillPractice       *self,
                                     const char         *name,
                                     const char         *address,
                                     const char         *phone,
                                     const char         *zone,
                                     const char         *user,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean till_practice_set_up_finish (TillPractice *self, GAsyncResult *result, GError **error);

/* ── Transactions ───────────────────────────────────────────────────────────────────────────────
 */

/* A look-up by key: quick enough for a popover. */
TillTransaction *till_practice_get_transaction (TillPractice *self, gint64 id, GError **error);

/* One or many. With automatic posting this was done with the payment. */
void     till_practice_post_async (TillPractice       *self,
                                   const gint64       *ids,
                                   gsize               n_ids,
                                   gboolean            only_mark,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean till_practice_post_finish (TillPractice *self, GAsyncResult *result, GError **error);

/* The receipt as PDF. */
void    till_practice_make_receipt_async (TillPractice       *self,
                                          gint64              id,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GBytes *till_practice_make_receipt_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           char        **file_name,
                                           GError      **error);

/* Whether a receipt may be mailed to it: TILL_ERROR_BAD_INPUT, TILL_ERROR_CARD_NUMBER say what is
 * wrong with it; TILL_ERROR_NOT_ALLOWED: nothing may be mailed. */
gboolean till_practice_check_address (TillPractice *self, const char *address, GError **error);

/* E-mails a copy of the receipt: written down as a message, and handed over at once. Only where
 * "can-mail". *@waiting: (full), why it is not sent yet; it is tried again by itself, also after
 * the program was closed. NULL: the mail server has it. FALSE: it is not sent, and nothing is
 * tried. */
void     till_practice_send_receipt_async (TillPractice       *self,
                                           gint64              id,
                                           const char         *address,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean till_practice_send_receipt_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            char        **waiting,
                                            GError      **error);

/* ── Settings ───────────────────────────────────────────────────────────────────────────────────
 */

/* As last read; kept current. Keys: model/till-settings.h. Borrowed. */
const char *till_practice_get_setting (TillPractice *self, const char *key);

/* Of a setting that lists reasons to choose from: the practice's own, in its order. */
char **till_practice_dup_reasons (TillPractice *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;

/* @keys_and_values: key, value, …, NULL: all in one commit, or none. */
void     till_practice_set_settings_async (TillPractice       *self,
                                           const char *const  *keys_and_values,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean till_practice_set_settings_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            GError      **error);

/* The processor's key, into the keyring; TILL_ERROR_NO_KEYRING: kept for this run only, with the
 * sentence. */
void     till_practice_set_processor_key_async (TillPractice       *self,
                                                const char         *key,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);
gboolean till_practice_set_processor_key_finish (TillPractice *self,
                                                 GAsyncResult *result,
                                                 GError      **error);
gboolean till_practice_has_processor_key (TillPractice *self);

/* Likewise of the processor's reports, which tell of deposits. */
void     till_practice_set_reports_key_async (TillPractice       *self,
                                              const char         *key,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_set_reports_key_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);
gboolean till_practice_has_reports_key (TillPractice *self);

/* Asks the processor something harmless; the sentence says what came of it. */
void  till_practice_test_processor_async (TillPractice       *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
char *till_practice_test_processor_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           GError      **error);

/* Likewise its reports. */
void  till_practice_test_reports_async (TillPractice       *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
char *till_practice_test_reports_finish (TillPractice *self, GAsyncResult *result, GError **error);

/* (element-type TillTerminal) of processor/till-processor.h, as id and name. Borrowed. */
guint       till_practice_get_n_terminals (TillPractice *self);
const char *till_practice_get_terminal_id (TillPractice *self, guint index);
const char *till_practice_get_terminal_name (TillPractice *self, guint index);

/* When the deposits were last read whole, or TILL_INSTANT_NONE; and whether they are read at all:
 * host and key of the reports are set. */
TillInstant till_practice_get_deposits_read_at (TillPractice *self);
gboolean    till_practice_reads_deposits (TillPractice *self);

/* "Payments, page 12…": the property "reading" where there is little room; NULL when it is. */
char *till_practice_dup_short_reading (TillPractice *self);

/* When that of it which failed is asked for again by itself; or TILL_INSTANT_NONE. */
TillInstant till_practice_get_next_try (TillPractice *self);

/* Re-reads all rows not yet final now, and the deposits (F5). */
void     till_practice_refresh_async (TillPractice       *self,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean till_practice_refresh_finish (TillPractice *self, GAsyncResult *result, GError **error);

G_END_DECLS
