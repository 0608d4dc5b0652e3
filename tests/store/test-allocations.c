/* test-allocations.c: which payment pays which charge, of thousands of families and by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-account.h"
#include "store/till-store-allocations.h"
#include "store/till-store-entries.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define N_FAMILIES 5000
#define MOST 12
#define TODAY (till_day (2026, 11, 24))

/* ── What the test knows of a family, without the store's help ───────────────────────────────── */

typedef struct
{
  gint64 id;
  gint64 day;
  gint64 cents;       /* as it stands, with what was taken from it */
  gint64 open;        /* ≥ 0 */
  gint64 transaction; /* 0: entered by hand */
} Known;

typedef struct
{
  TillDbConnection *connection;
  GRand            *rand;
  gint64            patient;
  Known             known[MOST];
  guint             n_known;
} Family;

static gint64
ask (TillDbConnection *connection, const char *sql)
{
  gint64 number;

  g_assert_true (till_db_query_int (connection, sql, &number, NULL));

  return number;
}

/* The entry that was added last. */
static void
learn (Family *self, gint64 cents, gint64 transaction)
{
  Known *known = &self->known[self->n_known++];

  known->id = ask (self->connection, "SELECT max(id) FROM ledger_entries");
  known->day = ask (self->connection, "SELECT day FROM ledger_entries ORDER BY id DESC LIMIT 1");
  known->cents = cents;
  known->transaction = transaction;
}

static void
enter (Family *self, gint64 cents, gboolean is_charge, int n_days_ago)
{
  g_autoptr (GError) error = NULL;
  TillLedgerOrder    order = { self->patient, is_charge, till_money (cents),
                               till_day_add (TODAY, -n_days_ago), (char *) "Crown" };

  till_store_enter (self->connection, &order, TRUE, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
  learn (self, cents, 0);
}

static void
pay (Family *self, gint64 cents, int n_days_ago)
{
  g_autoptr (GError) error = NULL;
  gint64             id = test_add (self->connection,
                                    test_cash (self->patient, cents, TEST_NOW - n_days_ago * 24 * TILL_HOUR));

  till_store_post (self->connection, id, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
  learn (self, -cents, id);
}

static void
refund (Family *self, Known *of, gint64 cents)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTransaction) payment =
    till_store_get_transaction (self->connection, of->transaction, &error);
  gint64 id;

  g_assert_no_error (error);
  id = test_add (self->connection, test_reversal (payment, TILL_KIND_REFUND, cents));
  till_store_post (self->connection, id, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
  of->cents += cents;
}

static void
take_back (Family *self, Known *known)
{
  g_autoptr (GError) error = NULL;

  till_store_take_entry_back (self->connection, known->id, "Wrong patient", test_actor, TEST_NOW,
                              &error);
  g_assert_no_error (error);
  known->cents = 0;
}

/* On edges as often as not. */
static gint64
any_cents (Family *self)
{
  return g_rand_int_range (self->rand, 1, g_rand_boolean (self->rand) ? 4 : 90000);
}

static void
live (Family *self)
{
  int    n_days_ago = g_rand_int_range (self->rand, 0, g_rand_boolean (self->rand) ? 3 : 300);
  gint64 cents = any_cents (self);
  Known *one = self->n_known > 0
                 ? &self->known[g_rand_int_range (self->rand, 0, (gint32) self->n_known)]
                 : NULL;

  switch (g_rand_int_range (self->rand, 0, 8))
    {
    case 0:
    case 1:
    case 2:
      enter (self, cents, TRUE, n_days_ago);
      break;
    case 3:
      enter (self, g_rand_boolean (self->rand) ? cents : -cents, FALSE, n_days_ago);
      break;
    case 4:
    case 5:
      pay (self, cents, n_days_ago);
      break;
    case 6:
      if (one != NULL && one->transaction != 0 && one->cents < 0)
        refund (self, one, MIN (cents, -one->cents));
      break;
    default:
      if (one != NULL && one->transaction == 0 && one->cents != 0)
        take_back (self, one);
      break;
    }
}

/* ── A slow, plain reference ─────────────────────────────────────────────────────────────────── */

/* The oldest of what is open on that side, or NULL. */
static Known *
find_oldest (Family *self, int sign)
{
  Known *oldest = NULL;

  for (guint i = 0; i < self->n_known; i++)
    {
      Known *known = &self->known[i];

      if (known->open > 0 && (known->cents > 0) == (sign > 0) &&
          (oldest == NULL || known->day < oldest->day ||
           (known->day == oldest->day && known->id < oldest->id)))
        oldest = known;
    }

  return oldest;
}

static void
allocate_plainly (Family *self)
{
  Known *credit;
  Known *charge;

  for (guint i = 0; i < self->n_known; i++)
    self->known[i].open = ABS (self->known[i].cents);
  while ((credit = find_oldest (self, -1)) != NULL && (charge = find_oldest (self, 1)) != NULL)
    {
      gint64 part = MIN (credit->open, charge->open);

      credit->open -= part;
      charge->open -= part;
    }
}

static GArray *
read_open (Family *self)
{
  GArray            *lines = g_array_new (FALSE, FALSE, sizeof (TillAllocationLine));
  g_autoptr (GError) error = NULL;

  till_store_read_open (self->connection, self->patient, lines, &error);
  g_assert_no_error (error);

  return lines;
}

static const TillAllocationLine *
find_line (const GArray *lines, gint64 id)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, TillAllocationLine, i).id == id)
      return &g_array_index (lines, TillAllocationLine, i);

  g_assert_not_reached ();
}

static void
compare (Family *self)
{
  g_autoptr (GArray) lines = read_open (self);

  allocate_plainly (self);
  for (guint i = 0; i < self->n_known; i++)
    {
      const TillAllocationLine *line = find_line (lines, self->known[i].id);

      g_assert_cmpint (line->net.cents, ==, self->known[i].cents);
      g_assert_cmpint (line->open.cents, ==, self->known[i].open);
      g_assert_false (line->by_hand);
    }
}

/* ── By hand ─────────────────────────────────────────────────────────────────────────────────── */

/* Whatever was done by hand, it adds up. */
static void
assert_adds_up (Family *self)
{
  g_autoptr (GArray) lines = read_open (self);
  gint64             balance = 0;
  gint64             open = 0;

  for (guint i = 0; i < self->n_known; i++)
    {
      const TillAllocationLine *line = find_line (lines, self->known[i].id);

      g_assert_cmpint (line->net.cents, ==, self->known[i].cents);
      g_assert_cmpint (line->open.cents, >=, 0);
      g_assert_cmpint (line->open.cents, <=, ABS (self->known[i].cents));
      balance += self->known[i].cents;
      open += self->known[i].cents < 0 ? -line->open.cents : line->open.cents;
    }
  g_assert_cmpint (open, ==, balance);
}

/* Of one credit as it comes; what was asked for is what is read then. */
static gboolean
allocate_somehow (Family *self)
{
  Known                     *known = self->n_known > 0
                                       ? &self->known[g_rand_int_range (self->rand, 0, (gint32) self->n_known)]
                                       : NULL;
  g_autoptr (TillAllocation) before = NULL;
  g_autoptr (TillAllocation) after = NULL;
  g_autoptr (GError)         error = NULL;
  TillAllocationShare        shares[MOST];
  gint64                     rest;
  guint                      n_paid = 0;

  if (known == NULL || known->cents >= 0)
    return FALSE;

  before = till_store_read_allocation (self->connection, known->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (before->amount.cents, ==, -known->cents);
  rest = before->amount.cents;
  for (guint i = 0; i < before->charges->len; i++)
    {
      const TillOpenCharge *charge = before->charges->pdata[i];
      gint64                part = MIN (rest, charge->room.cents);

      if (part > 0 && g_rand_boolean (self->rand))
        part = g_rand_int_range (self->rand, 0, (gint32) part + 1);
      shares[i] = (TillAllocationShare){ known->id, charge->id, till_money (part) };
      rest -= part;
    }
  till_store_allocate (self->connection, known->id, shares, before->charges->len, test_actor,
                       TEST_NOW, &error);
  g_assert_no_error (error);
  after = till_store_read_allocation (self->connection, known->id, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < before->charges->len; i++)
    n_paid += shares[i].amount.cents > 0;
  for (guint i = 0; i < after->charges->len; i++)
    {
      const TillOpenCharge *charge = after->charges->pdata[i];

      n_paid -= charge->given.cents > 0;
      for (guint j = 0; j < before->charges->len; j++)
        if (shares[j].charge_id == charge->id)
          g_assert_cmpint (charge->given.cents, ==, shares[j].amount.cents);
    }
  g_assert_cmpuint (n_paid, ==, 0);

  return TRUE;
}

/* ── Thousands of them ───────────────────────────────────────────────────────────────────────── */

typedef struct
{
  guint32 seed;
  guint   n_by_hand;
} Thousands;

static gboolean
thousands_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Thousands        *thousands = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (thousands->seed);
  guint             n_by_hand = 0;

  for (guint i = 0; i < N_FAMILIES; i++)
    {
      Family family = { .connection = connection, .rand = rand };
      gint32 n_deeds = g_rand_int_range (rand, 0, 8);

      family.patient = test_add_patient (connection, "Many, Mary");
      for (gint32 deed = 0; deed < n_deeds; deed++)
        live (&family);
      compare (&family);
      if (i % 3 != 0 || !allocate_somehow (&family))
        continue;
      n_by_hand++;
      assert_adds_up (&family);
      for (guint deed = 0; deed < 4; deed++)
        {
          if (deed == 2)
            allocate_somehow (&family);
          else
            live (&family);
          assert_adds_up (&family);
        }
    }
  thousands->n_by_hand = n_by_hand;

  return TRUE;
}

static void
test_thousands (void)
{
  Thousands             thousands = { 20261124, 0 };
  char                 *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GPtrArray) findings = NULL;

  test_store_write (db, thousands_job, &thousands);
  g_assert_cmpuint (thousands.n_by_hand, >, N_FAMILIES / 10);
  findings = test_verify (db, path, NULL);
  g_assert_null (test_find_finding (findings, "What was allocated by hand")->rows);
  g_assert_null (test_find_finding (findings, "No charge is paid by hand")->rows);
  test_store_shut (db);
  g_free (path);
}

/* ── One family's story ──────────────────────────────────────────────────────────────────────── */

/* "5000 0 -200": what is open of each entry, a credit's below zero. */
static void
assert_open (Family *self, const char *expected)
{
  g_autoptr (GArray)  lines = read_open (self);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < self->n_known; i++)
    {
      const TillAllocationLine *line = find_line (lines, self->known[i].id);

      g_string_append_printf (words, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              self->known[i].cents < 0 ? -line->open.cents : line->open.cents);
    }
  g_assert_cmpstr (words->str, ==, expected);
}

static void
allocate (Family *self, guint credit, guint charge, gint64 cents)
{
  TillAllocationShare share = { self->known[credit].id, self->known[charge].id,
                                till_money (cents) };
  g_autoptr (GError)  error = NULL;

  till_store_allocate (self->connection, self->known[credit].id, &share, 1, test_actor, TEST_NOW,
                       &error);
  g_assert_no_error (error);
}

static gboolean
story_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Family                  family = { .connection = connection };
  g_autoptr (TillAccount) account = NULL;

  family.patient = test_add_patient (connection, "Lopez, Maria");
  enter (&family, 50000, TRUE, 90);
  enter (&family, 30000, TRUE, 30);
  pay (&family, 60000, 1);
  assert_open (&family, "0 20000 0");

  /* The younger one alone, and $100 of it are kept. */
  allocate (&family, 2, 1, 30000);
  assert_open (&family, "50000 0 -30000");
  account = till_store_read_account (connection, family.patient, error);
  g_assert_cmpint (account->unearned.cents, ==, 30000);
  g_assert_cmpuint (account->open->len, ==, 2);

  /* A new charge takes it up; an old debt does not. */
  enter (&family, 12000, TRUE, 0);
  assert_open (&family, "50000 0 -18000 0");
  /* Given back: what is unearned first, then of the newest charge. */
  refund (&family, &family.known[2], 20000);
  assert_open (&family, "50000 0 0 2000");
  /* What was paid of a charge that is taken back is a credit again. */
  take_back (&family, &family.known[1]);
  assert_open (&family, "50000 0 -30000 2000");
  allocate (&family, 2, 0, 40000);
  assert_open (&family, "10000 0 0 12000");

  return TRUE;
}

static void
test_story (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  char                 *path = NULL;
  TillDb               *db = test_store_open (&path);

  test_store_write (db, story_job, NULL);
  test_store_assert_texts (
    db,
    "SELECT deed || ' ' || coalesce(before_json, '') || ' ' || after_json FROM audit"
    " WHERE subject = 'ledger_entries' AND deed LIKE '%alloca%'",
    "allocate {\"charge_1\":50000,\"charge_2\":10000} {\"charge_2\":30000,\"unearned\":30000}; "
    "move-allocation  {\"unearned\":-12000}; move-allocation  {\"charge_4\":12000}; "
    "move-allocation  {\"unearned\":-18000}; move-allocation  {\"charge_4\":-2000}; "
    "move-allocation  {\"charge_2\":-30000}; move-allocation  {\"unearned\":30000}; "
    "allocate {\"charge_4\":10000} {\"charge_1\":40000}");
  test_store_shut (db);

  /* Rows are added, never changed; and what is changed behind Till's back is found. */
  test_store_change_behind (path, "UPDATE allocations SET amount_cents = amount_cents + 1"
                                  " WHERE id = 1;"
                                  "UPDATE ledger_entries SET amount_cents = 39999 WHERE id = 1");
  findings = test_verify_file (path, NULL);
  g_assert_cmpstr (test_find_finding (findings, "What was allocated by hand")->rows, ==,
                   "ledger entry 3");
  g_assert_cmpstr (test_find_finding (findings, "No charge is paid by hand")->rows, ==,
                   "ledger entry 1; ledger entry 2");
  g_free (path);
}

/* ── What can't be ───────────────────────────────────────────────────────────────────────────── */

static void
assert_refused (Family *self, guint credit, guint charge, gint64 cents, int code)
{
  TillAllocationShare share = { self->known[credit].id, self->known[charge].id,
                                till_money (cents) };
  g_autoptr (GError)  error = NULL;

  g_assert_false (till_store_allocate (self->connection, self->known[credit].id, &share, 1,
                                       test_actor, TEST_NOW, &error));
  g_assert_error (error, TILL_ERROR, code);
}

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Family             family = { .connection = connection };
  Family             other = { .connection = connection };
  g_autoptr (GError) of_file = NULL;

  other.patient = test_add_patient (connection, "Kim, Lee");
  enter (&other, 50000, TRUE, 0);
  family.patient = test_add_patient (connection, "Lopez, Maria");
  enter (&family, 50000, TRUE, 90);
  pay (&family, 10000, 1);
  enter (&family, -60000, FALSE, 0);
  family.known[family.n_known++] = other.known[0];

  assert_refused (&family, 1, 0, 10001, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 1, 0, -1, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 2, 0, 50001, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 1, 2, 1, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 1, 3, 1, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 0, 0, 1, TILL_ERROR_NOT_ALLOWED);
  refund (&family, &family.known[1], 10000);
  assert_refused (&family, 1, 0, 1, TILL_ERROR_NOT_ALLOWED);
  g_assert_cmpint (ask (connection, "SELECT count(*) FROM allocations"), ==, 0);

  /* Beside another program's file the books are its. */
  g_assert_true (till_db_execute (
    connection,
    "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
    "  n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by)"
    " VALUES (1, 'done', 'balances', 'a.csv', 'x', 0, 1, 0, 1, 0, 0, 0, 9, 0, 'Ann');"
    "INSERT INTO editions (id, state, aged_on, import_id, last_entry)"
    " VALUES (10, 'shown', 0, 1, 0)",
    error));
  g_assert_null (till_store_read_allocation (connection, family.known[2].id, &of_file));
  g_assert_error (of_file, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static void
test_refused (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, refused_job, NULL);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/allocations/story", test_story);
  g_test_add_func ("/store/allocations/refused", test_refused);
  g_test_add_func ("/store/allocations/thousands", test_thousands);

  return g_test_run ();
}
