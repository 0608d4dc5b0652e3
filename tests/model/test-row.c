/* test-row.c: a row and its values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-row.h"

static void
test_values (void)
{
  g_autoptr (TillRow) row = till_row_new (7, 3);
  char                text[] = "Ann";

  till_row_set_int (row, 0, G_MININT64);
  till_row_set_text (row, 1, text);
  text[0] = 'X';

  g_assert_cmpint (till_row_get_id (row), ==, 7);
  g_assert_cmpint (till_row_get_int (row, 0), ==, G_MININT64);
  g_assert_cmpstr (till_row_get_text (row, 1), ==, "Ann");
  g_assert_false (till_row_is_null (row, 0));
  g_assert_false (till_row_is_null (row, 1));
  g_assert_true (till_row_is_null (row, 2));
  g_assert_cmpint (till_row_get_int (row, 2), ==, 0);
  g_assert_null (till_row_get_text (row, 2));

  till_row_set_text (row, 1, NULL);
  g_assert_true (till_row_is_null (row, 1));
  till_row_set_int (row, 0, 0);
  g_assert_false (till_row_is_null (row, 0));

  g_assert_finalize_object (g_steal_pointer (&row));
}

/* Used again, it holds nothing of what it held. */
static void
test_reset (void)
{
  g_autoptr (TillRow) row = till_row_new (7, 2);

  till_row_set_int (row, 0, 5);
  till_row_set_text (row, 1, "a long name");
  till_row_reset (row, 8);
  g_assert_cmpint (till_row_get_id (row), ==, 8);
  g_assert_true (till_row_is_null (row, 0));
  g_assert_cmpint (till_row_get_int (row, 0), ==, 0);
  g_assert_null (till_row_get_text (row, 1));

  till_row_set_text (row, 1, "short");
  g_assert_cmpstr (till_row_get_text (row, 1), ==, "short");
  till_row_set_text (row, 1, "now one that is longer than before");
  g_assert_cmpstr (till_row_get_text (row, 1), ==, "now one that is longer than before");
}

static void
test_equal (void)
{
  g_autoptr (TillRow) a = till_row_new (7, 2);
  g_autoptr (TillRow) b = till_row_new (7, 2);
  g_autoptr (TillRow) other_id = till_row_new (8, 2);
  g_autoptr (TillRow) wider = till_row_new (7, 3);

  g_assert_true (till_row_equal (a, b));
  g_assert_false (till_row_equal (a, other_id));
  g_assert_false (till_row_equal (a, wider));

  till_row_set_int (a, 0, 0);
  g_assert_false (till_row_equal (a, b)); /* zero is not nothing */
  till_row_set_int (b, 0, 0);
  g_assert_true (till_row_equal (a, b));
  till_row_set_text (a, 1, "x");
  till_row_set_text (b, 1, "y");
  g_assert_false (till_row_equal (a, b));
}

static void
test_beyond (void)
{
  g_autoptr (TillRow) row = till_row_new (7, 1);

  g_test_expect_message ("till-model", G_LOG_LEVEL_CRITICAL, "*column < self->n_values*");
  g_assert_null (till_row_get_text (row, 1));
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/row/values", test_values);
  g_test_add_func ("/model/row/reset", test_reset);
  g_test_add_func ("/model/row/equal", test_equal);
  g_test_add_func ("/model/row/refuses-a-column-beyond", test_beyond);

  return g_test_run ();
}
