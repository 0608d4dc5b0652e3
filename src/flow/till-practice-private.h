/* till-practice-private.h: what the flows share of an open practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-error.h"
#include "db/till-db-lock.h"
#include "db/till-db.h"
#include "document/till-sheet.h"
#include "flow/till-practice-mail.h"
#include "http/till-http.h"
#include "messaging/till-mailer.h"
#include "messaging/till-texter.h"
#include "model/till-person.h"
#include "processor/till-processor.h"
#include "rules/till-permissions.h"
#include "rules/till-quiet-hours.h"
#include "secret/till-keyring.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* When "till run-due" was done last without a window. */
#define TILL_CURSOR_RUN_ALONE "run-alone"

/* The names in the keyring: of the processor's keys, of the audit's, of the mail server's, of the
 * texts'. */
#define TILL_KEY_PROCESSOR "clearent.key"
#define TILL_KEY_REPORTS "clearent.reports-key"
#define TILL_KEY_TEXTS "text.key"
#define TILL_KEY_AUDIT "audit.key"
#define TILL_KEY_MAIL "mail.secret"
#define TILL_KEY_MAIL_CLIENT "mail.client-secret"
#define TILL_KEY_MAIL_REFRESH "mail.refresh-token"

/* What a warning is about: it goes when that succeeds. The first one is shown. */
typedef enum
{
  TILL_WARNING_OTHER, /* until it has been read */
  TILL_WARNING_BACKUP,
  TILL_WARNING_BADGE,
  TILL_WARNING_LIST,   /* of the processor: it can't be read */
  TILL_WARNING_UNREAD, /* some of its rows can't; until they can, or are dismissed */
  TILL_WARNING_OUTCOME,
  TILL_WARNING_CARD, /* one could not be kept; until it is dismissed */
  TILL_WARNING_AGING,
  TILL_WARNING_ZONE,
  TILL_WARNING_TEXTS, /* nothing can be sent, by the settings */
  TILL_WARNING_MAILS, /* likewise */
  TILL_N_WARNINGS,
} TillWarning;

typedef struct _TillOutbox TillOutbox; /* till-outbox.h */

typedef struct _TillBulkRequest TillBulkRequest; /* till-bulk-request.h */

struct _TillPractice
{
  GObject parent_instance;

  /* Owned */
  char          *path;
  TillClock     *clock;
  TillDbLock    *lock;
  TillDb        *db; /* NULL once it is closed */
  TillTable     *transactions;
  TillTable     *bank_lines;
  TillTable     *deposits;
  TillTable     *requests;
  TillTable     *plans;
  TillTable     *people;
  TillTable     *receivables;
  TillTable     *review; /* NULL: none is open */
  GTimeZone     *zone;
  GHashTable    *settings;  /* key → text */
  GPtrArray     *terminals; /* TillTerminal */
  TillActor     *actor;     /* NULL until the practice is set up */
  TillKeyring   *keyring;
  TillHttp      *http;
  TillProcessor *processor; /* NULL: card_problem says why */
  TillMailer    *mailer;    /* NULL: mail_problem says why */
  TillTexter    *texter;    /* NULL: till_practice_get_text_problem() says why */
  TillOutbox    *outbox;
  GCancellable  *outside;   /* cancelled at close: ends what waits for an answer */
  GHashTable    *watches;   /* attempt id → TillWatch */
  GHashTable    *beginning; /* key of a payment that is being begun → GTasks that wait for that */
  GHashTable    *signing;   /* ids of the plans whose papers are being kept */
  GQueue         plan_orders; /* GTask: what the desk has charged of plans, waiting for its turn */
  GPtrArray     *left_open;   /* TillAttempt: what a crash left unknown, until the start */
  GPtrArray     *refreshes;   /* GTask: who waits for a refresh */
  GArray        *expect_ids;  /* gint64: transactions that have changed; or NULL */
  GMutex         book_lock;   /* who takes a file of another program in, or back */
  GBytes        *audit_key;   /* NULL: the head is not signed */
  char          *processor_key;
  char          *reports_key;
  char          *mail_secrets[TILL_N_MAIL_SECRETS];
  char          *text_key;
  char          *phones;      /* of the demo: till_practice_get_phones() */
  char          *key_problem; /* why there is no key, when the keyring said so */
  char          *unreachable;
  char          *card_problem;
  char          *mail_problem;
  char          *warnings[TILL_N_WARNINGS];
  char          *reports_problem; /* NULL: the reports could be read, or are not asked */

  guint    n_unposted;
  guint    n_unknown;
  guint    minute_timer;
  guint    head_timer;
  guint    count_timer; /* while it runs, the unposted are not counted again */
  guint    expect_timer;
  guint    expected_n_days; /* by which it was reckoned last */
  guint    n_aside;         /* jobs on threads of their own */
  guint    n_page;          /* of n_pages, that is being read */
  guint    n_pages;         /* 0: not told yet */
  guint    n_day;           /* of n_days, whose deposits are being read */
  guint    n_days;
  guint    n_payments_failures; /* in a row */
  guint    n_reports_failures;  /* in a row */
  gboolean started;
  gboolean head_due;
  gboolean count_due;
  gboolean counting;
  gboolean syncing;
  gboolean synced; /* once since the start */
  gboolean sync_again;
  gboolean importing; /* a file of the bank, or taking it back: one at a time */
  gboolean backing_up;
  gboolean backup_tried;
  gboolean aging;       /* what is owed, as of today */
  gboolean aging_again; /* once it is done */
  gboolean ending_snoozes;
  gboolean reminding;
  gboolean running_plans;    /* or what the desk has charged of one */
  gboolean keeping_cards;    /* cards on file, taken over and given up */
  gboolean keep_cards_again; /* once it is done */
  gboolean expecting;        /* what is to come is being reckoned */
  gboolean expect_all;       /* not of expect_ids alone */
  gboolean reading_deposits;
  gboolean proof_due;      /* what it is made of has been read */
  gboolean deposits_asked; /* by the user: at once, however often it failed */
  TillDay  backup_day;     /* the last one a daily backup was tried for */
  TillDay  aged_on;        /* of the balances that are shown; TILL_DAY_NONE: there are none */
  TillDay  lines_until;    /* of a file of lines that they follow from; else TILL_DAY_NONE */
  gint64   edition_id;     /* theirs */
  guint    n_charging;     /* installments that wait for an answer */
  gint64   after_card;     /* the card that was given up last, of this round */
  gint64   after_sighting; /* likewise, the payment whose card was looked for */
  TillDay  aging_tried;    /* the last day as of which they were to be aged */
  TillDay  expected_on;    /* the last day on which all that is to come was reckoned */

  TillChannel review_channel;

  /* Owned */
  TillBulkRequest *bulk;

  TillInstant payments_read_at; /* whole, ever; or TILL_INSTANT_NONE */
  TillInstant minute_at;        /* what is due was seen to last; or TILL_INSTANT_NONE */
  TillInstant deposits_read_at; /* whole, ever; or TILL_INSTANT_NONE */
  TillDay     proven_on;        /* the last day of a proof that ended, or TILL_DAY_NONE */
  TillInstant proof_next;       /* not before that, after a failure */
  TillInstant payments_next;    /* not by itself before that, after a failure */
  TillInstant reports_next;     /* likewise */
  GRand      *random;           /* how much is left off such a wait */
};

typedef enum
{
  TILL_PRACTICE_NAME = 1,
  TILL_PRACTICE_N_UNPOSTED,
  TILL_PRACTICE_N_UNKNOWN,
  TILL_PRACTICE_UNREACHABLE,
  TILL_PRACTICE_CARD_PROBLEM,
  TILL_PRACTICE_CAN_MAIL,
  TILL_PRACTICE_ZONE,
  TILL_PRACTICE_WARNING,
  TILL_PRACTICE_READING,
  TILL_PRACTICE_READ_AT,
  TILL_PRACTICE_REPORTS_PROBLEM,
  TILL_PRACTICE_AGED_ON,
} TillPracticeProperty;

/* ── till-practice.c ────────────────────────────────────────────────────────────────────────────
 */

void till_practice_notify (TillPractice *self, TillPracticeProperty property);
/* Each compares, stores, notifies. NULL: reachable, nothing to warn of any more (a warning about
 * something else stays). */
void        till_practice_set_unreachable (TillPractice *self, const char *why);
void        till_practice_set_warning (TillPractice *self, TillWarning about, const char *warning);
void        till_practice_set_card_problem (TillPractice *self, const char *problem);
const char *till_practice_get_warning (TillPractice *self); /* the one that is shown, or NULL */
void        till_practice_read_actor (TillPractice *self);
void        till_practice_filters_changed (TillPractice *self); /* tells who shows the library */
void till_practice_attempt_ended (TillPractice *self, const char *words, gint64 transaction_id);
void till_practice_damaged (TillPractice *self, const GError *damage);

/* Asks the rule for the practice's actor. */
gboolean     till_practice_may (TillPractice *self, TillDeed deed, GError **error);
TillInstant  till_practice_now (TillPractice *self);
TillKeyring *till_practice_get_keyring (TillPractice *self);
TillDb      *till_practice_get_db (TillPractice *self);

/* TILL_ERROR_STORE when the practice has been closed meanwhile. */
gboolean till_practice_check_open (TillPractice *self, GError **error);

/* ── till-practice-tasks.c ──────────────────────────────────────────────────────────────────────
 */

/* FALSE: the practice has been closed, or the actor may not do it, and @task has returned so. */
gboolean till_practice_admit (TillPractice *self, GTask *task);
gboolean till_practice_admit_deed (TillPractice *self, GTask *task, TillDeed deed);

/* Returns TRUE, or the job's error, through the task that is @user_data (transfer full). */
void till_practice_job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* ── till-practice-settings.c ───────────────────────────────────────────────────────────────────
 */

gboolean till_practice_load_settings (TillPractice *self, GError **error);
gboolean till_practice_get_flag (TillPractice *self, const char *key);
guint    till_practice_get_number (TillPractice *self, const char *key);

/* ── till-practice-templates.c ──────────────────────────────────────────────────────────────────
 */

/* When messages may be sent, by the settings. */
void till_practice_get_message_hours (TillPractice *self, TillMessageHours *hours);
/* Whether language, hours and days are good once these are set (key, value, …, NULL). */
gboolean till_practice_check_message_settings (TillPractice      *self,
                                               const char *const *keys_and_values,
                                               GError           **error);

/* ── till-practice-settings-check.c ─────────────────────────────────────────────────────────────
 */

/* Whether it may be set so; TILL_ERROR_BAD_INPUT, TILL_ERROR_CARD_NUMBER say why not. */
gboolean till_practice_check_setting (const char *key, const char *value, GError **error);

/* ── till-practice-receipts.c ───────────────────────────────────────────────────────────────────
 */

/* What papers say of the practice, by the settings. */
TillPracticeFacts *till_practice_dup_facts (TillPractice *self);
TillPaper          till_practice_get_paper (TillPractice *self);

/* The receipt of transaction @id, and what its file is called. Any thread. */
GBytes *till_practice_draw_receipt (TillDbConnection        *connection,
                                    gint64                   id,
                                    const TillPracticeFacts *practice,
                                    TillPaper                paper,
                                    gboolean                 copy,
                                    char                   **file_name,
                                    GError                 **error);

/* ── till-practice-processor.c ──────────────────────────────────────────────────────────────────
 */

/* From the settings and the key, as they are now. */
void till_practice_make_processor (TillPractice *self);
void till_practice_read_terminals (TillPractice *self);

/* All keys from the keyring, then @done. */
void till_practice_look_up_keys (TillPractice *self, void (*done) (TillPractice *self));
void till_practice_forget_keys (TillPractice *self);

/* Into the keyring under that name, and into @slot, one of the practice's own; then @task (transfer
 * full) returns TRUE, or an error as till_practice_set_processor_key_async() has it. */
void till_practice_store_key (GTask      *task,
                              const char *name,
                              const char *label,
                              const char *key,
                              char      **slot);

/* ── till-practice-texts.c ──────────────────────────────────────────────────────────────────────
 */

/* From the settings and the key, as they are now. */
void till_practice_make_texter (TillPractice *self);

/* Of those that begin with TILL_SETTINGS_OF_TEXTS. */
gboolean till_practice_check_text_setting (const char *key, const char *value, GError **error);

/* ── till-practice-mail.c ───────────────────────────────────────────────────────────────────────
 */

/* From the settings and the secret, as they are now. */
void till_practice_make_mailer (TillPractice *self);
void till_practice_clear_mail (TillPractice *self);
/* Its name in the keyring. Static. */
const char *till_mail_secret_get_key (TillMailSecret which);
/* Whom a mail is from; borrowed from the practice. */
void till_practice_set_sender (TillPractice *self, TillMail *mail);
/* For one message: whoever sends it again says the same. Free with g_free(). */
char *till_practice_new_message_id (TillPractice *self) G_GNUC_WARN_UNUSED_RESULT;

/* ── till-practice-jobs.c ───────────────────────────────────────────────────────────────────────
 */

/* What a crash left: prepared is rejected, sent becomes unknown. At the opening, before any flow.
 */
gboolean till_practice_settle_crash (TillPractice *self, GError **error);
void     till_practice_head_is_due (TillPractice *self);
void     till_practice_stop_jobs (TillPractice *self);

/* What is done each minute, when it is due. */
void till_practice_run_minute (TillPractice *self);

/* "n-unposted", at the opening; and beside everything else, when transactions have changed. */
void till_practice_load_unposted (TillPractice *self);
void till_practice_count_unposted (TillPractice *self);

/* ── till-practice-receivables.c ────────────────────────────────────────────────────────────────
 */

void till_practice_load_aged_on (TillPractice *self); /* "aged-on" */
void till_practice_follow_editions (TillPractice *self);
/* Beside everything else; nothing when the balances are as of today, or there are none. */
void till_practice_age_if_due (TillPractice *self);

/* ── till-practice-month-ends.c ─────────────────────────────────────────────────────────────────
 */

/* Beside everything else: what all owe by the file that was imported last, once. */
void till_practice_keep_totals (TillPractice *self);

/* ── till-practice-snoozes.c ────────────────────────────────────────────────────────────────────
 */

/* Beside everything else: those whose day or event has come. */
void till_practice_end_snoozes_if_due (TillPractice *self);

/* ── till-expecting.c ───────────────────────────────────────────────────────────────────────────
 */

/* In a moment, what is to come of the days of those transactions (gint64); NULL: of all. */
void till_practice_expect_soon (TillPractice *self, const GArray *ids);
/* All of it, when the day or the rule is another one. */
void till_practice_expect_if_due (TillPractice *self);
void till_practice_stop_expecting (TillPractice *self);

/* ── till-practice-watches.c ────────────────────────────────────────────────────────────────────
 */

typedef struct _TillWatch TillWatch; /* till-watch.h */

void till_practice_add_watch (TillPractice *self, TillWatch *watch);
void till_practice_remove_watch (TillPractice *self, TillWatch *watch);
/* A watch has begun or ended to look up, or is quiet again. */
void till_practice_watches_changed (TillPractice *self);
void till_practice_resume_watches (TillPractice *self);
void till_practice_look_up_watches (TillPractice *self);
void till_practice_reread_watches (TillPractice *self);
void till_practice_stop_watches (TillPractice *self);
/* Asks for a round of re-reading; @task (nullable, transfer full) returns when all is quiet. */
void till_practice_run_sync (TillPractice *self, GTask *task);
/* One is over, @error is NULL when all went well: says what is wrong, and what is next. */
void till_practice_round_ended (TillPractice *self, const GError *error);

/* ── till-practice-proof.c ──────────────────────────────────────────────────────────────────────
 */

/* How far the last proof was (till_store_get_cursor()). */
#define TILL_CURSOR_PROOF "proof"

void till_practice_prove_if_due (TillPractice *self);

/* ── till-practice-unread.c ─────────────────────────────────────────────────────────────────────
 */

void till_practice_load_unread (TillPractice *self);    /* into the warning */
void till_practice_dismiss_unread (TillPractice *self); /* beside everything else */

/* ── till-practice-reading.c ────────────────────────────────────────────────────────────────────
 */

/* After a round of re-reading, so that a deposit's payments are there: reads the deposits when they
 * are due. Never two at once. */
void till_practice_read_deposits (TillPractice *self);
/* Page @n of the list of payments is being asked for, of @n_pages; 0: it is not told of how many.
 */
void till_practice_note_page (TillPractice *self, guint n, guint n_pages);
/* Day @n of @n_days is being asked for; 0: none. */
void till_practice_note_reading (TillPractice *self, guint n, guint n_days);
/* A round of re-reading has ended; @error is NULL when all was read. */
void     till_practice_note_payments_read (TillPractice *self, const GError *error);
gboolean till_practice_payments_wait (TillPractice *self);
void     till_practice_load_reading (TillPractice *self); /* at the opening */
gboolean till_practice_has_reports (TillPractice *self);
char    *till_practice_dup_reading (TillPractice *self);
/* The processor is made anew: what went wrong with the last one tells nothing, and what this one
 * reports is read at once. */
void till_practice_renew_reading (TillPractice *self);
/* Compares, stores, notifies. */
void till_practice_set_reports_problem (TillPractice *self, const char *problem);

G_END_DECLS
