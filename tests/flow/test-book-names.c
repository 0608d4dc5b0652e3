/* test-book-names.c: files that have nothing but names, month after month; what is left out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-books.h"

#include "flow/till-practice-private.h"
#include "store/till-store-receivables.h"

/* Dentrix's aging report. */
#define NAMES_HEAD "Guarantor,Phone,0-30,31-60,61-90,91+,Balance\n"

/* Of one who is called @name: the balance in cents, the phone, and how many there are. */
static void
assert_person (Desk *desk, const char *name, gint64 cents, const char *phone)
{
  g_autofree char *sum = g_strdup_printf (
    "SELECT sum(b.total_cents) FROM balances AS b JOIN patients AS p"
    "    ON p.id = b.guarantor_id WHERE b.edition_id = " SHOWN "   AND p.name = '%s'",
    name);
  g_autofree char *count = g_strdup_printf (
    "SELECT count(*) FROM patients WHERE name = '%s' AND phone IS %s%s%s", name,
    phone != NULL ? "'" : "", phone != NULL ? phone : "NULL", phone != NULL ? "'" : "");

  g_assert_cmpint (desk_count (desk, sum), ==, cents);
  g_assert_cmpint (desk_count (desk, count), ==, 1);
}

/* A look at a file: how many are asked about, before and after it was said that the names are
 * enough. */
static TillBookImport *
look_twice (Desk *desk, const char *name, const char *text, guint n_asked)
{
  g_autofree char      *path = books_write_file (desk, name, text);
  TillBookImport       *import = books_look_at (desk, path);
  const TillBookCounts *counts = till_book_import_get_counts (import);
  g_autoptr (GError)    error = NULL;

  g_assert_cmpuint (counts->n_by_name, ==, n_asked);
  g_assert_cmpuint (counts->n[TILL_BOOK_CONFLICT], ==, n_asked);
  g_assert_cmpuint (counts->n[TILL_BOOK_NEW], ==, 0);
  if (n_asked == 0)
    return import;

  till_book_import_set_by_name (import, TRUE);
  g_assert_true (till_book_import_read (import, NULL, &error));
  g_assert_cmpuint (counts->n_by_name, ==, n_asked);
  g_assert_cmpuint (counts->n[TILL_BOOK_CONFLICT], ==, 0);
  g_assert_cmpuint (counts->n[TILL_BOOK_NEW], ==, 0);
  g_assert_cmpuint (counts->n_gone, ==, 0);

  return import;
}

static void
take_in (TillBookImport *import /* full */)
{
  g_autoptr (TillBookImport) taken = import;
  g_autoptr (GError)         error = NULL;

  books_take_in (taken, NULL, &error);
  g_assert_no_error (error);
}

/* ── Month after month ───────────────────────────────────────────────────────────────────────── */

#define OCTOBER                                                                                    \
  NAMES_HEAD "\"Stone, Olive\",555-0101,10.00,0,0,0,10.00\n"                                       \
             "\"Chen, Wei\",,20.00,0,0,0,20.00\n"                                                  \
             "\"Ng, Lea\",555-0103,30.00,0,0,0,30.00\n"

/* The same people, with other amounts: found by their phones, or as nothing else is known. */
#define NOVEMBER                                                                                   \
  NAMES_HEAD "\"Stone, Olive\",(207) 555-0101,0,10.00,0,0,10.00\n"                                 \
             "\"Chen, Wei\",,5.00,20.00,0,0,25.00\n"                                               \
             "\"Ng, Lea\",555-0103,0,30.00,0,0,30.00\n"

/* Stone and Ng have other numbers now. */
#define DECEMBER                                                                                   \
  NAMES_HEAD "\"Stone, Olive\",555-0199,0,0,10.00,0,10.00\n"                                       \
             "\"Chen, Wei\",,0,5.00,20.00,0,25.00\n"                                               \
             "\"Ng, Lea\",,0,0,30.00,0,30.00\n"

#define JANUARY                                                                                    \
  NAMES_HEAD "\"Stone, Olive\",555-0177,0,0,0,10.00,10.00\n"                                       \
             "\"Chen, Wei\",,0,0,5.00,20.00,25.00\n"                                               \
             "\"Ng, Lea\",,0,0,0,30.00,30.00\n"

static void
test_months (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "october.csv", OCTOBER);
  books_change (desk, "UPDATE patients SET phone = '207-555-0101', phone_digits = '2075550101'"
                      " WHERE name = 'Stone, Olive'");
  take_in (look_twice (desk, "november.csv", NOVEMBER, 0));
  assert_person (desk, "Stone, Olive", 1000, "207-555-0101");
  assert_person (desk, "Chen, Wei", 2500, NULL);
  assert_person (desk, "Ng, Lea", 3000, "555-0103");

  take_in (look_twice (desk, "december.csv", DECEMBER, 2));
  assert_person (desk, "Stone, Olive", 1000, "555-0199");
  assert_person (desk, "Ng, Lea", 3000, "555-0103");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'import-books'"
                                     " AND after_json LIKE '%\"by-name\":2%'"),
                   ==, 1);

  /* It is remembered of them. */
  take_in (look_twice (desk, "january.csv", JANUARY, 0));
  assert_person (desk, "Stone, Olive", 1000, "555-0177");
  desk_assert_holds (desk);
}

static void
test_undone (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "october.csv", OCTOBER);
  take_in (look_twice (desk, "december.csv", DECEMBER, 2));
  books_undo (desk);
  assert_person (desk, "Stone, Olive", 1000, "555-0101");
  g_object_unref (look_twice (desk, "january.csv", JANUARY, 2));
  desk_assert_holds (desk);
}

/* Who is in the practice otherwise is asked about, once; of two of one name it is no question. */
static void
test_strangers (void)
{
  static const char          file[] = NAMES_HEAD "\"Lee, Anna\",,10.00,0,0,0,10.00\n";
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  take_in (look_twice (desk, "one.csv", file, 1));
  assert_person (desk, "Lee, Anna", 1000, NULL);

  desk_add_patient (desk, "Lee, Anna", 0);
  path = books_write_file (desk, "two.csv", NAMES_HEAD "\"Lee, Anna\",,11.00,0,0,0,11.00\n");
  import = books_look_at (desk, path);
  till_book_import_set_by_name (import, TRUE);
  g_assert_true (till_book_import_read (import, NULL, &error));
  g_assert_cmpuint (till_book_import_get_counts (import)->n[TILL_BOOK_CONFLICT], ==, 1);
  g_assert_cmpuint (till_book_import_get_counts (import)->n_by_name, ==, 0);
}

/* What was charged in Till since is not all that was charged: the days in A/R are not told by it.
 */
static void
test_days (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  TillReceivables    receivables;
  g_autoptr (GError) error = NULL;

  books_assert_imports (desk, "october.csv", OCTOBER);
  books_change (desk, "INSERT INTO ledger_entries (location_id, patient_id, guarantor_id, kind,"
                      " amount_cents, day, entered_at) SELECT location_id, id, id, 'charge', 100, "
                      "(SELECT aged_on FROM editions"
                      " WHERE state = 'shown'), 0 FROM patients WHERE name = 'Ng, Lea'");
  till_store_sum_receivables (till_db_get_reader (till_practice_get_db (desk->practice)),
                              &receivables, &error);
  g_assert_no_error (error);
  g_assert_cmpint (receivables.owed[0].cents, ==, 6000);
  g_assert_cmpint (receivables.charged.cents, ==, 0);
  g_assert_cmpint (till_receivables_count_days (&receivables), ==, -1);
}

/* ── Left out ────────────────────────────────────────────────────────────────────────────────── */

/* What they cost who leaves them out: Stone, who has the number of the first, and
 * Müller-Lüdenscheidt, whose number stands in the line with the x; Chen is in no line at all.
 */
static void
test_left (void)
{
  static const char          text[] = BOOKS_HEAD "97001,\"Other, Person\",,,1.00,0,0,0,0,1.00\n"
                                                 "97002,\"Fine, Fay\",,,x,0,0,0,0,1.00\n"
                                                 "97005,\"Good, Gus\",,,2.00,0,0,0,0,2.00\n";
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = books_write_file (desk, "doubtful.csv", text);
  g_autoptr (TillBookImport) import = NULL;
  const TillBookCounts      *counts;

  books_assert_imports (desk, "october.csv", BOOKS_OCTOBER);
  import = books_look_at (desk, path);
  counts = till_book_import_get_counts (import);
  g_assert_cmpuint (counts->n[TILL_BOOK_CONFLICT], ==, 1);
  g_assert_cmpuint (counts->n_gone, ==, 3);
  g_assert_cmpint (counts->gone.cents, ==, 17500 - 3000 + 1000);
  g_assert_cmpuint (counts->n_left, ==, 2);
  g_assert_cmpint (counts->left.cents, ==, 17500 - 3000);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/book-names/months", test_months);
  g_test_add_func ("/flow/book-names/undone", test_undone);
  g_test_add_func ("/flow/book-names/strangers", test_strangers);
  g_test_add_func ("/flow/book-names/days", test_days);
  g_test_add_func ("/flow/book-names/left", test_left);

  return g_test_run ();
}
