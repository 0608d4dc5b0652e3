/* till-store-messages.h: everything sent to patients and received from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message is written down before it leaves, and left by an answer only: what is "sending" after a
 * crash is looked up. Each step asks rules/till-state-rules.h and appends to the audit.
 */
#pragma once

#include "model/till-request.h"
#include "model/till-table.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* Queued, from not_before on; or received. @message brings channel, purpose, address, body; it gets
 * the rest, a uuid too unless it brings one. TILL_ERROR_CARD_NUMBER. */
gboolean till_store_add_message (TillDbConnection *connection,
                                 TillMessage      *message,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);

TillMessage *till_store_get_message (TillDbConnection *connection, gint64 id, GError **error);

/* At most @n_most that may leave at @at, the first first. Of a channel only when it is in @channels
 * (1 << TillChannel). (element-type TillMessage) */
GPtrArray *till_store_list_due_messages (TillDbConnection *connection,
                                         guint             channels,
                                         guint             n_most,
                                         TillInstant       at,
                                         GError          **error);

/* It is "sending" from now on; @message follows. */
gboolean till_store_claim_message (TillDbConnection *connection,
                                   TillMessage      *message,
                                   TillInstant       at,
                                   GError          **error);

/* It may not leave before that. */
gboolean till_store_put_off_message (TillDbConnection  *connection,
                                     const TillMessage *message,
                                     TillInstant        not_before,
                                     TillInstant        at,
                                     GError           **error);

/* One that is "sending" was looked for and is not there; the second time, @apart (milliseconds)
 * after the first or later, it is queued again. */
gboolean till_store_note_missing_message (TillDbConnection *connection,
                                          gint64            id,
                                          TillInstant       apart,
                                          TillInstant       at,
                                          GError          **error);

/* Those "sending", which nobody answered: after a crash, or an unknown outcome. (element-type
 * TillMessage) */
GPtrArray *till_store_list_unanswered_messages (TillDbConnection *connection, GError **error);

/* Texts that were taken over since @since and have not come to anybody yet, those behind @after
 * (an id) first. (element-type TillMessage) */
GPtrArray *till_store_list_underway_messages (TillDbConnection *connection,
                                              TillInstant       since,
                                              gint64            after,
                                              guint             n_most,
                                              GError          **error);

/* When the next queued one may leave, of those @channels; TILL_INSTANT_NONE: there is none. */
gboolean till_store_get_next_message (TillDbConnection *connection,
                                      guint             channels,
                                      TillInstant      *at,
                                      GError          **error);

/* Those taken over since @since; and those that were tried and are not. */
gboolean till_store_count_messages (TillDbConnection *connection,
                                    TillInstant       since,
                                    gint64           *n_sent,
                                    gint64           *n_waiting,
                                    GError          **error);

/* To @state, with what was said. When nothing that a request has written came or can come to
 * anybody, it is undeliverable. @not_before: of one that is queued again; it is stopped instead
 * when its request is over, or its number has opted out. */
gboolean till_store_step_message (TillDbConnection *connection,
                                  gint64            id,
                                  TillMessageState  state,
                                  const char       *carrier_id, /* or NULL: kept */
                                  const char       *code,       /* or NULL */
                                  const char       *words,      /* or NULL */
                                  TillInstant       not_before,
                                  TillInstant       at,
                                  GError          **error);

/* Of one request, the oldest first; of one patient (and the records merged into it), the newest
 * first, at most @n_most. (element-type TillMessage) */
GPtrArray *till_store_list_messages_of_request (TillDbConnection *connection,
                                                gint64            request_id,
                                                GError          **error);
GPtrArray *till_store_list_messages_of_patient (TillDbConnection *connection,
                                                gint64            patient_id,
                                                guint             n_most,
                                                GError          **error);

/* When the first text was taken over; TILL_INSTANT_NONE: none was. */
gboolean till_store_get_first_text (TillDbConnection *connection, TillInstant *at, GError **error);

/* All messages, the newest first. Columns: "date", "purpose", "channel", "address", "state",
 * "written-by", "reason", "patient", "subject", "message"; of rows alone "name" (whose address it
 * is), "attached", "left-at"; to filter by, "patient-id". */
TillTable *till_store_messages_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

/* How their carriers know the messages of that request, but for @besides (an id). (full) */
char **till_store_list_carrier_ids (TillDbConnection *connection,
                                    gint64            request_id,
                                    gint64            besides,
                                    GError          **error);

/* Whether the carrier's message is there already. */
gboolean till_store_has_message (TillDbConnection *connection,
                                 TillChannel       channel,
                                 const char       *carrier_id,
                                 gboolean         *found,
                                 GError          **error);

/* Whose answer from that number may be: to whom the last text to it went, else who has it; 0:
 * nobody. */
gboolean till_store_find_writer (TillDbConnection *connection,
                                 const char       *phone,
                                 gint64           *patient_id,
                                 GError          **error);

/* ── Opting out ── */

/* Of a number that answered STOP: every patient with that number refuses texts from then on, and
 * what is queued for it is stopped. START takes that back, and nothing else. */
gboolean till_store_opt_out (TillDbConnection *connection,
                             const char       *phone,
                             const char       *words,
                             TillInstant       at,
                             GError          **error);
gboolean till_store_opt_in (TillDbConnection *connection,
                            const char       *phone,
                            const char       *words,
                            TillInstant       at,
                            GError          **error);
gboolean till_store_is_opted_out (TillDbConnection *connection,
                                  const char       *phone,
                                  gboolean         *opted_out,
                                  GError          **error);

/* ── Where nothing arrives ── */

/* Of a phone number that gets no texts, or an e-mail address that does not exist, as the carrier
 * said with @code (or NULL) and @words: nobody who has it is asked by it, until something arrives
 * there. */
gboolean till_store_fail_address (TillDbConnection *connection,
                                  TillChannel       channel,
                                  const char       *address,
                                  const char       *code,
                                  const char       *words,
                                  TillInstant       at,
                                  GError          **error);
/* Something has arrived there. */
gboolean till_store_mend_address (TillDbConnection *connection,
                                  TillChannel       channel,
                                  const char       *address,
                                  TillInstant       at,
                                  GError          **error);
/* *words: (full), what was said when nothing arrived there; NULL: nothing is known against it. */
gboolean till_store_read_failed_address (TillDbConnection *connection,
                                         TillChannel       channel,
                                         const char       *address,
                                         char            **words,
                                         TillInstant      *failed_at,
                                         GError          **error);

G_END_DECLS
