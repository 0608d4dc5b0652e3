/* till-practice.c: an open practice: the one object the screen is given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening and closing, and what is to be seen of it. Its other files: -settings, -processor,
 * -deeds, -filters, -jobs, -watches.
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-bulk-request-private.h"
#include "flow/till-card-keeping.h"
#include "flow/till-outbox.h"
#include "store/till-store-transactions.h"

G_DEFINE_FINAL_TYPE (TillPractice, till_practice, G_TYPE_OBJECT)

static guint filters_changed_signal;
static guint attempt_ended_signal;
static guint reports_changed_signal;
static guint accounts_changed_signal;
static guint plans_changed_signal;
static guint damaged_signal;

static GParamSpec *properties[TILL_PRACTICE_AGED_ON + 1];

void
till_practice_notify (TillPractice *self, TillPracticeProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_text (TillPractice *self, char **place, const char *text, TillPracticeProperty property)
{
  if (till_text_set (place, text))
    till_practice_notify (self, property);
}

void
till_practice_set_unreachable (TillPractice *self, const char *why)
{
  set_text (self, &self->unreachable, why, TILL_PRACTICE_UNREACHABLE);
}

void
till_practice_set_card_problem (TillPractice *self, const char *problem)
{
  set_text (self, &self->card_problem, problem, TILL_PRACTICE_CARD_PROBLEM);
}

void
till_practice_filters_changed (TillPractice *self)
{
  g_signal_emit (self, filters_changed_signal, 0);
}

void
till_practice_attempt_ended (TillPractice *self, const char *words, gint64 transaction_id)
{
  g_signal_emit (self, attempt_ended_signal, 0, words, transaction_id);
}

void
till_practice_damaged (TillPractice *self, const GError *damage)
{
  g_signal_emit (self, damaged_signal, 0, damage);
}

void
till_practice_read_actor (TillPractice *self)
{
  g_clear_pointer (&self->actor, till_actor_free);
  self->actor = till_store_get_first_user (till_db_get_reader (self->db), NULL);
}

gboolean
till_practice_check_open (TillPractice *self, GError **error)
{
  if (self->db != NULL)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE, _ ("The practice has been closed."));
  return FALSE;
}

TillKeyring *
till_practice_get_keyring (TillPractice *self)
{
  return self->keyring;
}

static gboolean
touch_any (const TillDbChanges *changes, const char *const *tables)
{
  for (guint i = 0; tables[i] != NULL; i++)
    if (till_db_changes_touch (changes, tables[i]))
      return TRUE;

  return FALSE;
}

static void
db_changed_cb (TillDb *db, const TillDbChanges *changes, gpointer user_data)
{
  static const char *const of_reports[] = { "transactions",    "deposits", "deposit_items",
                                            "deposit_matches", "imports",  NULL };
  static const char *const of_accounts[] = { "patients",   "ledger_entries", "consents", "editions",
                                             "snoozes",    "book_imports",   "balances", "settings",
                                             "statements", "allocations",    "requests", "cards",
                                             NULL };
  static const char *const of_plans[] = {
    "plans",          "plan_versions", "installments", "cards", "transactions", "installment_tries",
    "plan_documents", "plan_sendings", "requests",     NULL
  };
  static const char *const of_bulk[] = { "bulk_requests", "bulk_items", "messages", "settings",
                                         NULL };
  TillPractice            *self = user_data;

  if (self->db == NULL)
    return;

  if (till_db_changes_touch (changes, "users"))
    till_practice_read_actor (self);
  if (till_db_changes_touch (changes, "settings") || till_db_changes_touch (changes, "users"))
    till_practice_load_settings (self, NULL);
  if (till_db_changes_touch (changes, "settings") && self->started)
    till_practice_expect_if_due (self);
  if (till_db_changes_touch (changes, "transactions"))
    {
      till_practice_count_unposted (self);
      till_practice_expect_soon (self, till_db_changes_get_ids (changes, "transactions"));
    }
  if (touch_any (changes, of_bulk))
    till_bulk_request_changed (self);
  if (till_db_changes_touch (changes, "cards") || till_db_changes_touch (changes, "card_sightings"))
    till_practice_keep_cards (self);
  if (till_db_changes_touch (changes, "unread"))
    till_practice_load_unread (self);
  if (till_db_changes_touch (changes, "editions"))
    till_practice_follow_editions (self);
  if (till_db_changes_touch (changes, "saved_filters"))
    till_practice_filters_changed (self);
  if (touch_any (changes, of_reports))
    g_signal_emit (self, reports_changed_signal, 0);
  if (touch_any (changes, of_accounts))
    g_signal_emit (self, accounts_changed_signal, 0);
  if (touch_any (changes, of_plans))
    g_signal_emit (self, plans_changed_signal, 0);
  if (till_db_changes_touch (changes, "audit"))
    till_practice_head_is_due (self);
}

/* ── The object ── */

static void
till_practice_dispose (GObject *object)
{
  TillPractice *self = TILL_PRACTICE (object);

  till_practice_close (self);
  g_clear_object (&self->transactions);
  g_clear_object (&self->bank_lines);
  g_clear_object (&self->deposits);
  g_clear_object (&self->requests);
  g_clear_object (&self->plans);
  g_clear_object (&self->people);
  g_clear_object (&self->receivables);
  g_clear_object (&self->review);
  g_clear_object (&self->bulk);
  g_clear_object (&self->processor);
  till_practice_clear_mail (self);
  g_clear_object (&self->texter);
  g_clear_object (&self->keyring);
  g_clear_object (&self->http);
  g_clear_object (&self->outside);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (till_practice_parent_class)->dispose (object);
}

static void
till_practice_finalize (GObject *object)
{
  TillPractice *self = TILL_PRACTICE (object);

  till_outbox_free (self->outbox);
  g_mutex_clear (&self->book_lock);
  g_rand_free (self->random);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->watches, g_hash_table_unref);
  g_clear_pointer (&self->beginning, g_hash_table_unref);
  g_clear_pointer (&self->signing, g_hash_table_unref);
  g_clear_pointer (&self->terminals, g_ptr_array_unref);
  g_clear_pointer (&self->left_open, g_ptr_array_unref);
  g_clear_pointer (&self->refreshes, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->actor, till_actor_free);
  g_clear_pointer (&self->audit_key, g_bytes_unref);
  g_free (self->path);
  till_practice_forget_keys (self);
  g_free (self->unreachable);
  g_free (self->card_problem);
  for (guint i = 0; i < TILL_N_WARNINGS; i++)
    g_free (self->warnings[i]);
  g_free (self->reports_problem);
  g_free (self->phones);

  G_OBJECT_CLASS (till_practice_parent_class)->finalize (object);
}

static void
till_practice_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  TillPractice *self = TILL_PRACTICE (object);

  switch ((TillPracticeProperty) id)
    {
    case TILL_PRACTICE_NAME:
      g_value_set_string (value, till_practice_get_name (self));
      break;
    case TILL_PRACTICE_N_UNPOSTED:
      g_value_set_uint (value, self->n_unposted);
      break;
    case TILL_PRACTICE_N_UNKNOWN:
      g_value_set_uint (value, self->n_unknown);
      break;
    case TILL_PRACTICE_UNREACHABLE:
      g_value_set_string (value, self->unreachable);
      break;
    case TILL_PRACTICE_CARD_PROBLEM:
      g_value_set_string (value, self->card_problem);
      break;
    case TILL_PRACTICE_CAN_MAIL:
      g_value_set_boolean (value, self->mailer != NULL);
      break;
    case TILL_PRACTICE_ZONE:
      g_value_set_boxed (value, self->zone);
      break;
    case TILL_PRACTICE_WARNING:
      g_value_set_string (value, till_practice_get_warning (self));
      break;
    case TILL_PRACTICE_READING:
      g_value_take_string (value, till_practice_dup_reading (self));
      break;
    case TILL_PRACTICE_READ_AT:
      g_value_set_int64 (value, self->payments_read_at);
      break;
    case TILL_PRACTICE_REPORTS_PROBLEM:
      g_value_set_string (value, self->reports_problem);
      break;
    case TILL_PRACTICE_AGED_ON:
      g_value_set_int (value, self->aged_on.number);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
till_practice_class_init (TillPracticeClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = till_practice_dispose;
  object_class->finalize = till_practice_finalize;
  object_class->get_property = till_practice_get_property;

  properties[TILL_PRACTICE_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[TILL_PRACTICE_N_UNPOSTED] =
    g_param_spec_uint ("n-unposted", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[TILL_PRACTICE_N_UNKNOWN] =
    g_param_spec_uint ("n-unknown", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[TILL_PRACTICE_UNREACHABLE] =
    g_param_spec_string ("unreachable", NULL, NULL, NULL, flags);
  properties[TILL_PRACTICE_CARD_PROBLEM] =
    g_param_spec_string ("card-problem", NULL, NULL, NULL, flags);
  properties[TILL_PRACTICE_CAN_MAIL] = g_param_spec_boolean ("can-mail", NULL, NULL, FALSE, flags);
  properties[TILL_PRACTICE_ZONE] = g_param_spec_boxed ("zone", NULL, NULL, G_TYPE_TIME_ZONE, flags);
  properties[TILL_PRACTICE_WARNING] = g_param_spec_string ("warning", NULL, NULL, NULL, flags);
  properties[TILL_PRACTICE_READING] = g_param_spec_string ("reading", NULL, NULL, NULL, flags);
  properties[TILL_PRACTICE_READ_AT] =
    g_param_spec_int64 ("read-at", NULL, NULL, G_MININT64, G_MAXINT64, TILL_INSTANT_NONE, flags);
  properties[TILL_PRACTICE_REPORTS_PROBLEM] =
    g_param_spec_string ("reports-problem", NULL, NULL, NULL, flags);
  properties[TILL_PRACTICE_AGED_ON] =
    g_param_spec_int ("aged-on", NULL, NULL, G_MININT32, G_MAXINT32, TILL_DAY_NONE.number, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  filters_changed_signal = g_signal_new ("filters-changed", TILL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  attempt_ended_signal =
    g_signal_new ("attempt-ended", TILL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  reports_changed_signal = g_signal_new ("reports-changed", TILL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  accounts_changed_signal = g_signal_new ("accounts-changed", TILL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  plans_changed_signal = g_signal_new ("plans-changed", TILL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  damaged_signal = g_signal_new ("damaged", TILL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
till_practice_init (TillPractice *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->watches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->beginning =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->signing = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->terminals = g_ptr_array_new_with_free_func ((GDestroyNotify) till_terminal_free);
  self->left_open = g_ptr_array_new_with_free_func ((GDestroyNotify) till_attempt_free);
  self->refreshes = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->book_lock);
  self->outbox = till_outbox_new (self);
  self->bulk = till_bulk_request_new (self);
  self->outside = g_cancellable_new ();
  self->http = till_http_new ();
  self->random = g_rand_new ();
  self->zone = g_time_zone_new_utc ();
  self->aged_on = self->lines_until = TILL_DAY_NONE;
  self->aging_tried = TILL_DAY_NONE;
  self->expected_on = TILL_DAY_NONE;
  self->proven_on = TILL_DAY_NONE;
  self->payments_read_at = TILL_INSTANT_NONE;
  self->minute_at = TILL_INSTANT_NONE;
  self->deposits_read_at = TILL_INSTANT_NONE;
}

/* ── Opening and closing ────────────────────────────────────────────────────────────────────────
 */

static gboolean
write_id_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillPractice         *self = data;
  g_autofree char      *id = till_id_new ();
  g_autoptr (TillActor) nobody = till_actor_new (0, "Till");

  return till_store_set_setting (connection, TILL_SETTING_PRACTICE_ID, id, nobody,
                                 till_practice_now (self), error);
}

/* The id by which the keyring knows the file, wherever it is moved. */
static gboolean
make_keyring (TillPractice *self, GError **error)
{
  if (*till_practice_get_setting (self, TILL_SETTING_PRACTICE_ID) == '\0' &&
      (!till_db_write (self->db, TILL_DB_NORMAL, write_id_job, self, error) ||
       !till_practice_load_settings (self, error)))
    return FALSE;

  self->keyring = till_keyring_new (till_practice_get_setting (self, TILL_SETTING_PRACTICE_ID));
  return TRUE;
}

static gboolean
open_store (TillPractice *self, char **holder_address, GError **error)
{
  self->lock = till_db_lock_take (self->path, holder_address, error);
  if (self->lock == NULL)
    return FALSE;

  self->db = till_store_open (self->path, error);
  if (self->db == NULL)
    return FALSE;

  till_practice_read_actor (self);
  return till_practice_load_settings (self, error) && make_keyring (self, error) &&
         till_practice_settle_crash (self, error);
}

TillPractice *
till_practice_open (const char *path, TillClock *clock, char **holder_address, GError **error)
{
  g_autoptr (TillPractice) self = g_object_new (TILL_TYPE_PRACTICE, NULL);

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (TILL_IS_CLOCK (clock), NULL);

  if (holder_address != NULL)
    *holder_address = NULL;
  self->path = g_canonicalize_filename (path, NULL);
  self->clock = g_object_ref (clock);
  if (!open_store (self, holder_address, error))
    return NULL;

  g_signal_connect_object (self->db, "changed", G_CALLBACK (db_changed_cb), self, 0);
  till_practice_load_unposted (self);
  till_practice_load_reading (self);
  till_practice_load_unread (self);
  till_practice_load_aged_on (self);
  till_practice_make_processor (self);
  return g_steal_pointer (&self);
}

void
till_practice_close (TillPractice *self)
{
  g_autoptr (TillDb) db = NULL;

  g_return_if_fail (TILL_IS_PRACTICE (self));

  g_cancellable_cancel (self->outside);
  if (self->db != NULL)
    {
      till_practice_stop_watches (self);
      till_practice_stop_expecting (self);
      till_practice_stop_jobs (self);
      till_practice_stop_expecting (self); /* it may have been asked for meanwhile */
      db = g_steal_pointer (&self->db);
      g_signal_handlers_disconnect_by_func (db, db_changed_cb, self);
      till_db_close (db);
    }
  g_clear_pointer (&self->lock, till_db_lock_free);
}

gboolean
till_practice_set_address (TillPractice *self, const char *address, GError **error)
{
  return till_practice_check_open (self, error) &&
         till_db_lock_set_address (self->lock, address, error);
}

/* ── What is to be seen of it ───────────────────────────────────────────────────────────────────
 */

const char *
till_practice_get_path (TillPractice *self)
{
  return self->path;
}

const char *
till_practice_get_name (TillPractice *self)
{
  return till_practice_get_setting (self, TILL_SETTING_PRACTICE_NAME);
}

GTimeZone *
till_practice_get_zone (TillPractice *self)
{
  return self->zone;
}

TillClock *
till_practice_get_clock (TillPractice *self)
{
  return self->clock;
}

TillDay
till_practice_get_today (TillPractice *self)
{
  return till_day_of_instant (till_practice_now (self), self->zone);
}

TillTable *
till_practice_get_transactions (TillPractice *self)
{
  /* Made when it is first shown: the zone is known then. */
  if (self->transactions == NULL && self->db != NULL)
    self->transactions = till_store_transactions_table_new (self->db, self->clock, self->zone);

  return self->transactions;
}

const char *
till_practice_get_card_problem (TillPractice *self)
{
  return self->card_problem;
}

gboolean
till_practice_is_new (TillPractice *self)
{
  return self->actor == NULL || *till_practice_get_name (self) == '\0';
}

gboolean
till_practice_is_demo (TillPractice *self)
{
  return *till_practice_get_setting (self, TILL_SETTING_DEMO_SEED) != '\0';
}
