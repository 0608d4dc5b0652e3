/* bench-data.c: a practice of ten years: a million transactions, 200,000 patients
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made once, by the store's own schema; the rows of money go in as they are, without attempts and
 * audit, since no bench reads those. Rows stand in order of time, as a practice writes them.
 */
#include "bench.h"

#include <glib/gstdio.h>

#include "core/till-text.h"
#include "demo/till-demo-names.h"
#include "demo/till-demo-random.h"
#include "rules/till-state-rules.h"
#include "store/till-store-patients.h"
#include "store/till-store.h"

#define SEED 1
#define YEARS 10
#define ROWS_A_COMMIT 20000
#define DAYS_OF_NEWEST_MONTH 31

/* Every tenth of the newest is still to be posted. */
#define UNPOSTED_EVERY 10

static const char insert[] =
  "INSERT INTO transactions (id, location_id, happened_at, kind, state, status, method, posting,"
  " patient_id, patient_name, guarantor_id, amount_cents, fee_cents, refunded_cents, "
  "receipt_number,"
  " card, related_id, entered_at, entered_by, patient_name_folded, card_brand, card_last_four,"
  " card_expiry, card_entry_mode, authorization_code, processor, processor_id, invoice, batch, "
  "terminal, counted_cents, counted_fee_cents)"
  " VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0, ?13, ?14, ?15, ?2, 'Dana',"
  " ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, '88120001',"
  " CASE WHEN ?4 IN ('captured', 'settled', 'voided') THEN ?11 ELSE 0 END,"
  " CASE WHEN ?4 IN ('captured', 'settled', 'voided') THEN ?12 ELSE 0 END)";

typedef struct
{
  TillDemoRandom random;
  GPtrArray     *names; /* of the patients, by id − 1 */
  GPtrArray     *folded;
  gint64         next;
  TillInstant    newest_month;
  TillInstant    first;
  TillInstant    end;
} Filling;

static gboolean
write_settings (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillActor) actor = NULL;
  gint64                user_id;

  if (!till_store_add_user (connection, "Dana", 0, &user_id, error))
    return FALSE;
  actor = till_actor_new (user_id, "Dana");

  return till_store_set_setting (connection, TILL_SETTING_PRACTICE_NAME, "Big Practice", actor, 0,
                                 error) &&
         till_store_set_setting (connection, TILL_SETTING_PRACTICE_ZONE, BENCH_ZONE, actor, 0,
                                 error);
}

static gboolean
write_patients (TillDbConnection *connection, gpointer data, GError **error)
{
  Filling *filling = data;
  guint    n_first = g_strv_length ((char **) till_demo_first_names);
  guint    n_last = g_strv_length ((char **) till_demo_last_names);
  gint64   end = MIN (filling->next + ROWS_A_COMMIT, BENCH_N_PATIENTS);

  for (; filling->next < end; filling->next++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->location_id = 1;
      patient->number = g_strdup_printf ("%" G_GINT64_FORMAT, 10001 + filling->next);
      patient->name = g_strdup_printf (
        "%s, %s %c", till_demo_last_names[till_demo_random_below (&filling->random, n_last)],
        till_demo_first_names[till_demo_random_below (&filling->random, n_first)],
        'A' + (char) till_demo_random_below (&filling->random, 26));
      patient->birth_date =
        till_day_add (till_day (1940, 1, 1), till_demo_random_between (&filling->random, 0, 29000));
      patient->phone =
        g_strdup_printf ("(207) 555-01%02u", till_demo_random_below (&filling->random, 100));
      if (!till_store_add_patient (connection, patient, 0, error))
        return FALSE;

      g_ptr_array_add (filling->names, g_strdup (patient->name));
      g_ptr_array_add (filling->folded, till_text_fold (patient->name));
    }

  return TRUE;
}

/* The old years and the newest month each evenly, in the hours of the day. */
static TillInstant
time_of_row (const Filling *filling, gint64 row)
{
  const gint64 n_old = BENCH_N_TRANSACTIONS - BENCH_N_NEWEST_MONTH;

  if (row < n_old)
    return filling->first + (filling->newest_month - filling->first) / n_old * row;

  return filling->newest_month +
         (filling->end - filling->newest_month) / BENCH_N_NEWEST_MONTH * (row - n_old);
}

static void
bind_card (TillDbStatement *statement, Filling *filling, gint64 row, gboolean terminal)
{
  static const char *const brands[] = { "Visa", "Mastercard", "American Express", "Discover" };
  const char      *brand = brands[till_demo_random_below (&filling->random, G_N_ELEMENTS (brands))];
  g_autofree char *last_four =
    g_strdup_printf ("%04u", till_demo_random_below (&filling->random, 10000));
  g_autofree char *card = g_strdup_printf ("%s ••%s", brand, last_four);
  g_autofree char *authorization =
    g_strdup_printf ("TAS%03u", till_demo_random_below (&filling->random, 1000));
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, 200000000 + row);
  g_autofree char *invoice = g_strdup_printf ("INVOICE%019" G_GINT64_FORMAT, row);
  g_autofree char *batch = g_strdup_printf ("%" G_GINT64_FORMAT, row / 400);

  till_db_bind_text (statement, 14, card);
  till_db_bind_text (statement, 17, brand);
  till_db_bind_text (statement, 18, last_four);
  till_db_bind_text (statement, 19, "0931");
  till_db_bind_text (statement, 20, terminal ? "chip" : "keyed");
  till_db_bind_text (statement, 21, authorization);
  till_db_bind_text (statement, 22, "clearent");
  till_db_bind_text (statement, 23, id);
  till_db_bind_text (statement, 24, invoice);
  till_db_bind_text (statement, 25, batch);
}

static void
bind_state (TillDbStatement *statement, Filling *filling, gint64 row, TillMoney amount)
{
  TillTransactionKind  kind = amount.cents < 0 ? TILL_KIND_REFUND : TILL_KIND_PAYMENT;
  TillTransactionState state = TILL_TRANSACTION_SETTLED;
  gint64               from_end = BENCH_N_TRANSACTIONS - row;
  TillPosting          posting = TILL_POSTING_POSTED;
  g_autofree char     *receipt = g_strdup_printf ("B-%07" G_GINT64_FORMAT, row);

  if (from_end % UNPOSTED_EVERY == 0 && from_end <= BENCH_N_UNPOSTED * UNPOSTED_EVERY)
    posting = TILL_POSTING_UNPOSTED;
  else if (kind == TILL_KIND_PAYMENT && till_demo_random_chance (&filling->random, 25))
    {
      state = TILL_TRANSACTION_DECLINED;
      posting = TILL_POSTING_NONE;
    }

  till_db_bind_text (statement, 3, till_enum_to_text (TILL_TYPE_TRANSACTION_KIND, kind));
  till_db_bind_text (statement, 4, till_enum_to_text (TILL_TYPE_TRANSACTION_STATE, state));
  till_db_bind_text (statement, 5, till_transaction_status (kind, state, amount, TILL_MONEY_ZERO));
  till_db_bind_text (statement, 7, till_enum_to_text (TILL_TYPE_POSTING, posting));
  till_db_bind_text (statement, 13, state == TILL_TRANSACTION_DECLINED ? NULL : receipt);
}

static void
bind_row (TillDbStatement *statement, Filling *filling, gint64 row)
{
  static const TillMethod methods[] = { TILL_METHOD_TERMINAL, TILL_METHOD_TERMINAL,
                                        TILL_METHOD_TERMINAL, TILL_METHOD_VIRTUAL,
                                        TILL_METHOD_ONLINE,   TILL_METHOD_CASH,
                                        TILL_METHOD_CHECK };
  TillMethod method = methods[till_demo_random_below (&filling->random, G_N_ELEMENTS (methods))];
  guint      patient = till_demo_random_below (&filling->random, BENCH_N_PATIENTS);
  gboolean   refund = row > 1000 && till_demo_random_chance (&filling->random, 30);
  TillMoney  amount = till_money (till_demo_random_between (&filling->random, 1000, 250000));
  gint64     fee = till_method_is_card (method) && !refund ? amount.cents * 26 / 1000 + 10 : 0;

  if (refund)
    amount.cents = -amount.cents;

  till_db_bind_int (statement, 1, row + 1);
  till_db_bind_int (statement, 2, time_of_row (filling, row));
  till_db_bind_text (statement, 6, till_enum_to_text (TILL_TYPE_METHOD, method));
  till_db_bind_int (statement, 8, patient + 1);
  till_db_bind_text (statement, 9, g_ptr_array_index (filling->names, patient));
  till_db_bind_int (statement, 10, patient + 1);
  till_db_bind_int (statement, 11, amount.cents);
  till_db_bind_int (statement, 12, fee);
  if (refund)
    till_db_bind_int (statement, 15, row - 500);
  till_db_bind_text (statement, 16, g_ptr_array_index (filling->folded, patient));
  bind_state (statement, filling, row, amount);
  if (till_method_is_card (method))
    bind_card (statement, filling, row, method == TILL_METHOD_TERMINAL);
}

static gboolean
write_rows (TillDbConnection *connection, gpointer data, GError **error)
{
  Filling                    *filling = data;
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, insert, error);
  gint64                      end = MIN (filling->next + ROWS_A_COMMIT, BENCH_N_TRANSACTIONS);

  for (; statement != NULL && filling->next < end; filling->next++)
    {
      bind_row (statement, filling, filling->next);
      if (!till_db_run (statement, error))
        return FALSE;
      till_db_reset (statement);
    }

  return statement != NULL;
}

/* Sorting an index once is much quicker than keeping it for a million rows. The cache is the job's
 * connection's. */
static gboolean
drop_indexes (TillDbConnection *connection, gpointer data, GError **error)
{
  GPtrArray                  *indexes = data;
  g_autoptr (TillDbStatement) statement = NULL;
  TillStep                    step;

  if (!till_db_execute (connection, "PRAGMA cache_size = -400000", error))
    return FALSE;

  statement =
    till_db_prepare (connection,
                     "SELECT name, sql FROM sqlite_schema"
                     " WHERE tbl_name = 'transactions' AND type = 'index' AND sql IS NOT NULL",
                     error);
  if (statement == NULL)
    return FALSE;
  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    {
      g_ptr_array_add (indexes,
                       g_strdup_printf ("DROP INDEX %s", till_db_column_text (statement, 0)));
      g_ptr_array_add (indexes, till_db_column_dup_text (statement, 1));
    }
  till_db_reset (statement);

  for (guint i = 0; step == TILL_STEP_DONE && i < indexes->len; i += 2)
    if (!till_db_execute (connection, g_ptr_array_index (indexes, i), error))
      return FALSE;

  return step == TILL_STEP_DONE;
}

static gboolean
make_indexes (TillDbConnection *connection, gpointer data, GError **error)
{
  GPtrArray *indexes = data;

  for (guint i = 1; i < indexes->len; i += 2)
    if (!till_db_execute (connection, g_ptr_array_index (indexes, i), error))
      return FALSE;

  return TRUE;
}

static void
fill (TillDb *db)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GTimeZone) zone = till_zone_open (BENCH_ZONE, &error);
  TillDay               last = till_day_from_iso (BENCH_LAST_DAY);
  g_autoptr (GPtrArray) indexes = g_ptr_array_new_with_free_func (g_free);
  Filling               filling = { .random = till_demo_random (SEED, TILL_DEMO_DAY, 0, 0) };

  g_assert_no_error (error);
  filling.names = g_ptr_array_new_with_free_func (g_free);
  filling.folded = g_ptr_array_new_with_free_func (g_free);
  filling.first = till_day_start (till_day_add_months (last, -12 * YEARS), zone);
  filling.newest_month = till_day_start (till_day_add (last, 1 - DAYS_OF_NEWEST_MONTH), zone);
  filling.end = till_day_start (till_day_add (last, 1), zone);

  if (!till_db_write (db, TILL_DB_BULK, write_settings, NULL, &error))
    g_error ("The bench's practice can't be made: %s", error->message);
  while (filling.next < BENCH_N_PATIENTS)
    if (!till_db_write (db, TILL_DB_BULK, write_patients, &filling, &error))
      g_error ("The bench's patients can't be written: %s", error->message);
  if (!till_db_write (db, TILL_DB_BULK, drop_indexes, indexes, &error))
    g_error ("The bench's indexes can't be put off: %s", error->message);
  for (filling.next = 0; filling.next < BENCH_N_TRANSACTIONS;)
    if (!till_db_write (db, TILL_DB_BULK, write_rows, &filling, &error))
      g_error ("The bench's transactions can't be written: %s", error->message);
  if (!till_db_write (db, TILL_DB_BULK, make_indexes, indexes, &error))
    g_error ("The bench's indexes can't be made: %s", error->message);

  g_ptr_array_unref (filling.names);
  g_ptr_array_unref (filling.folded);
}

char *
bench_data_get_practice (void)
{
  const char *folder = g_getenv ("TILL_BENCH_DATA") != NULL ? g_getenv ("TILL_BENCH_DATA") : ".";
  g_autofree char   *path = g_build_filename (folder, "practice-1m.till", NULL);
  g_autofree char   *part = g_strconcat (path, ".part", NULL);
  g_autofree char   *part_wal = g_strconcat (part, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TillDb) db = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  g_mkdir_with_parents (folder, 0700);
  g_unlink (part);
  g_unlink (part_wal);
  g_printerr ("The practice of a million transactions is made, once.\n");
  db = till_store_open (part, &error);
  if (db == NULL)
    g_error ("The bench's practice can't be opened: %s", error->message);
  fill (db);
  till_db_close (db);
  if (g_rename (part, path) != 0)
    g_error ("The bench's practice can't be put into its place");

  return g_steal_pointer (&path);
}
