/* test-demo-data.c: the demo's days are plausible, the same each time, and hold together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <string.h>

#include "core/till-calendar.h"
#include "core/till-text.h"
#include "demo/till-demo-data.h"
#include "demo/till-demo-private.h"

#define SEED 7
#define ZONE "America/New_York"

static TillInstant
instant (const char *text)
{
  TillInstant at;

  g_assert_true (till_instant_from_iso (text, &at));

  return at;
}

/* Half past two in the afternoon of a Tuesday. */
static TillInstant
now (void)
{
  return instant ("2026-11-24T19:30:00.000Z");
}

static GPtrArray *
two_years (TillDemoData *data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_transaction_free);

  for (TillDay day = till_day (2024, 11, 24); till_day_compare (day, till_day (2026, 11, 24)) <= 0;
       day = till_day_add (day, 1))
    {
      g_autoptr (GPtrArray) some = till_demo_data_get_day (data, day, now ());

      g_ptr_array_extend_and_steal (rows, g_steal_pointer (&some));
    }

  return rows;
}

/* Made once for all tests that only look at it. */
typedef struct
{
  TillDemoData *data;
  GPtrArray    *rows;
} Years;

typedef gboolean (*Question) (const TillTransaction *row);

static guint
count (GPtrArray *rows, Question question)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += question (g_ptr_array_index (rows, i)) != 0;

  return n;
}

static gboolean
is_terminal (const TillTransaction *row)
{
  return row->method == TILL_METHOD_TERMINAL;
}

static gboolean
is_virtual (const TillTransaction *row)
{
  return row->method == TILL_METHOD_VIRTUAL;
}

static gboolean
is_cash (const TillTransaction *row)
{
  return row->method == TILL_METHOD_CASH;
}

static gboolean
is_declined (const TillTransaction *row)
{
  return row->state == TILL_TRANSACTION_DECLINED;
}

static gboolean
is_failed (const TillTransaction *row)
{
  return row->state == TILL_TRANSACTION_FAILED;
}

static gboolean
is_authorized (const TillTransaction *row)
{
  return row->state == TILL_TRANSACTION_AUTHORIZED;
}

static gboolean
is_captured (const TillTransaction *row)
{
  return row->state == TILL_TRANSACTION_CAPTURED;
}

static gboolean
is_voided (const TillTransaction *row)
{
  return row->state == TILL_TRANSACTION_VOIDED;
}

static gboolean
is_void (const TillTransaction *row)
{
  return row->kind == TILL_KIND_VOID;
}

static gboolean
is_refunded_whole (const TillTransaction *row)
{
  return row->state == TILL_TRANSACTION_SETTLED && row->refunded.cents == row->amount.cents;
}

static gboolean
is_refunded_in_part (const TillTransaction *row)
{
  return row->refunded.cents > 0 && row->refunded.cents < row->amount.cents;
}

static void
test_plausible (gconstpointer user_data)
{
  const Years *years = user_data;
  const struct
  {
    Question question;
    guint    least;
    guint    most; /* of a thousand */
  } shares[] = {
    { is_terminal, 500, 600 },
    { is_virtual, 120, 180 },
    { is_cash, 60, 100 },
    { is_declined, 10, 40 },
    { is_failed, 2, 12 },
    { is_authorized, 1, 5 },
    { is_captured, 1, 3 },
    { is_voided, 5, 20 },
    { is_void, 5, 20 },
    { is_refunded_whole, 8, 25 },
    { is_refunded_in_part, 15, 45 },
  };

  g_assert_cmpuint (years->rows->len, >, 8500);
  g_assert_cmpuint (years->rows->len, <, 9600);
  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      guint share = (count (years->rows, shares[i].question) * 1000 + 500) / years->rows->len;

      g_assert_cmpuint (share, >=, shares[i].least);
      g_assert_cmpuint (share, <=, shares[i].most);
    }
}

static void
test_same_in_any_order (void)
{
  const TillDay            day = till_day (2026, 10, 6);
  g_autoptr (TillDemoData) one = till_demo_data_new (SEED, ZONE);
  g_autoptr (TillDemoData) other = till_demo_data_new (SEED, ZONE);
  g_autoptr (TillDemoData) another_seed = till_demo_data_new (SEED + 1, ZONE);
  g_autofree char         *alone = till_demo_data_day_to_json (one, day, now ());
  g_autofree char         *after_others = NULL;
  g_autofree char         *elsewhere = till_demo_data_day_to_json (another_seed, day, now ());

  for (int n = -30; n < 5; n++)
    {
      g_autoptr (GPtrArray) rows = till_demo_data_get_day (other, till_day_add (day, n), now ());

      g_assert_nonnull (rows);
    }
  after_others = till_demo_data_day_to_json (other, day, now ());

  g_assert_cmpuint (strlen (alone), >, 1000);
  g_assert_cmpstr (alone, ==, after_others);
  g_assert_cmpstr (alone, !=, elsewhere);
}

/* Nothing lies ahead, and what was there at noon is there in the evening. */
static void
test_day_grows (void)
{
  const TillDay            day = till_day (2026, 11, 24);
  const char *const        times[] = { "2026-11-24T12:00:00.000Z", "2026-11-24T15:00:00.000Z",
                                       "2026-11-24T19:00:00.000Z", "2026-11-25T04:00:00.000Z" };
  g_autoptr (TillDemoData) data = till_demo_data_new (SEED, ZONE);
  g_autoptr (GPtrArray)    before = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      TillInstant           at = instant (times[i]);
      g_autoptr (GPtrArray) rows = till_demo_data_get_day (data, day, at);

      g_assert_cmpuint (rows->len, >=, before->len);
      for (guint n = 0; n < rows->len; n++)
        {
          const TillTransaction *row = g_ptr_array_index (rows, n);

          g_assert_cmpint (row->happened_at, <=, at);
          if (n < before->len)
            g_assert_cmpstr (row->invoice, ==,
                             ((TillTransaction *) g_ptr_array_index (before, n))->invoice);
        }
      g_clear_pointer (&before, g_ptr_array_unref);
      before = g_steal_pointer (&rows);
    }
  g_assert_cmpuint (before->len, >=, 10);
}

static void
test_ids_unique (gconstpointer user_data)
{
  const Years           *years = user_data;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) invoices = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < years->rows->len; i++)
    {
      const TillTransaction *row = g_ptr_array_index (years->rows, i);

      g_assert_true (g_hash_table_add (invoices, row->invoice));
      g_assert_cmpuint (strlen (row->invoice), ==, 26);
      g_assert_cmpint (till_method_is_card (row->method), ==, row->processor_id != NULL);
      if (row->processor_id == NULL)
        continue;

      g_assert_true (g_hash_table_add (ids, row->processor_id));
      g_assert_true (g_ascii_string_to_unsigned (row->processor_id, 10, 1, G_MAXINT64, NULL, NULL));
    }
}

static void
test_cards (gconstpointer user_data)
{
  const Years *years = user_data;

  for (guint i = 0; i < years->rows->len; i++)
    {
      const TillTransaction *row = g_ptr_array_index (years->rows, i);

      /* One that was cancelled on the terminal never saw the card. */
      if (!till_method_is_card (row->method) || is_failed (row))
        {
          g_assert_null (row->card.last_four);
          continue;
        }
      g_assert_cmpuint (strlen (row->card.last_four), ==, 4);
      g_assert_cmpuint (strlen (row->card.expiry), ==, 4);
      g_assert_nonnull (row->card.brand);
      g_assert_cmpint (is_declined (row), ==, row->authorization == NULL);
      if (g_strcmp0 (row->card.entry_mode, "chip") == 0)
        g_assert_nonnull (row->card.aid);
      if (row->kind == TILL_KIND_PAYMENT)
        {
          /* Not expired on the day it was used. */
          g_autofree char *day =
            till_day_to_iso (till_day_of_instant (row->happened_at, years->data->zone));
          g_autofree char *month =
            g_strdup_printf ("20%s-%.2s", row->card.expiry + 2, row->card.expiry);

          g_assert_cmpint (strncmp (month, day, 7), >=, 0);
        }
    }
}

static void
test_hours (gconstpointer user_data)
{
  const Years *years = user_data;
  guint        n_saturday = 0;

  for (guint i = 0; i < years->rows->len; i++)
    {
      const TillTransaction *row = g_ptr_array_index (years->rows, i);
      TillDay                day = till_day_of_instant (row->happened_at, years->data->zone);
      TillInstant            of_day = row->happened_at - till_day_start (day, years->data->zone);

      g_assert_cmpint (of_day, >=, 8 * TILL_HOUR);
      g_assert_cmpint (of_day, <, 20 * TILL_HOUR);
      n_saturday += till_day_get_weekday (day) == 6;
      g_assert_true (till_day_get_weekday (day) == 6 || till_calendar_is_business_day (day));
    }
  g_assert_cmpuint (n_saturday, >, 20);
  g_assert_cmpuint (n_saturday, <, 300);
}

static void
test_patients (void)
{
  g_autoptr (TillDemoData) data = till_demo_data_new (SEED, ZONE);
  g_autoptr (GHashTable)   emails = g_hash_table_new (g_str_hash, g_str_equal);
  guint                    n_accents = 0;
  guint                    n_apostrophes = 0;

  g_assert_cmpuint (data->patients->len, ==, TILL_DEMO_N_PATIENTS);
  for (guint i = 0; i < data->patients->len; i++)
    {
      const TillPatient *patient = g_ptr_array_index (data->patients, i);
      const TillPatient *guarantor = g_ptr_array_index (data->patients, patient->guarantor_id - 1);

      g_assert_cmpint (patient->id, ==, i + 1);
      g_assert_cmpint (guarantor->guarantor_id, ==, guarantor->id);
      g_assert_cmpint (guarantor->birth_date.number, <, till_day (2006, 1, 1).number);
      g_assert_false (till_day_is_none (patient->birth_date));
      n_accents += !g_str_is_ascii (patient->name);
      n_apostrophes += strchr (patient->name, '\'') != NULL;
      if (patient->phone != NULL)
        g_assert_true (g_regex_match_simple ("^\\(\\d{3}\\) 555-01\\d\\d$", patient->phone, 0, 0));
      if (patient->email != NULL)
        {
          g_assert_true (
            g_regex_match_simple ("^[a-z]+\\.[a-z]+\\d+@example\\.com$", patient->email, 0, 0));
          g_assert_true (g_hash_table_add (emails, patient->email));
        }
    }
  g_assert_cmpuint (n_accents, >, 50);
  g_assert_cmpuint (n_apostrophes, >, 5);
}

/* The day after: what was captured is settled, in the same batch. */
static void
test_settles (void)
{
  const TillDay            day = till_day (2026, 11, 24);
  g_autoptr (TillDemoData) data = till_demo_data_new (SEED, ZONE);
  g_autoptr (GPtrArray)    evening =
    till_demo_data_get_day (data, day, instant ("2026-11-25T04:59:59.999Z"));
  g_autoptr (GPtrArray) next =
    till_demo_data_get_day (data, day, instant ("2026-11-25T05:00:00.000Z"));
  guint n = 0;

  g_assert_cmpuint (evening->len, ==, next->len);
  for (guint i = 0; i < evening->len; i++)
    {
      const TillTransaction *row = g_ptr_array_index (evening, i);
      const TillTransaction *later = g_ptr_array_index (next, i);

      if (row->state != TILL_TRANSACTION_CAPTURED)
        continue;
      n++;
      g_assert_cmpint (later->state, ==, TILL_TRANSACTION_SETTLED);
      g_assert_nonnull (row->batch);
      g_assert_cmpstr (row->batch, ==, later->batch);
    }
  g_assert_cmpuint (n, >, 3);
}

int
main (int argc, char *argv[])
{
  g_autoptr (TillDemoData) data = till_demo_data_new (SEED, ZONE);
  g_autoptr (GPtrArray)    rows = two_years (data);
  Years                    years = { data, rows };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/demo/data/plausible", &years, test_plausible);
  g_test_add_func ("/demo/data/same-in-any-order", test_same_in_any_order);
  g_test_add_func ("/demo/data/day-grows", test_day_grows);
  g_test_add_data_func ("/demo/data/ids-unique", &years, test_ids_unique);
  g_test_add_data_func ("/demo/data/cards", &years, test_cards);
  g_test_add_data_func ("/demo/data/hours", &years, test_hours);
  g_test_add_func ("/demo/data/patients", test_patients);
  g_test_add_func ("/demo/data/settles", test_settles);

  return g_test_run ();
}
