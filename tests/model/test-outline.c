/* test-outline.c: rows that open stand where they should, whatever comes and goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-outline.h"

#define N_STEPS 4000
#define MOST_ROWS 30
#define MOST_PARTS 6

/* Rows that the test takes out and puts in, announced as till-list.h says. */
#define TEST_TYPE_ROWS (test_rows_get_type ())
G_DECLARE_FINAL_TYPE (TestRows, test_rows, TEST, ROWS, TillTable)

struct _TestRows
{
  TillTable parent_instance;

  GArray *ids; /* gint64 */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestRows,
                               test_rows,
                               TILL_TYPE_TABLE,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static const TillColumn columns[] = { { .id = "words", .title = "Words" } };

static guint
get_n_items (GListModel *model)
{
  return TEST_ROWS (model)->ids->len;
}

static gint64
get_id (TillTable *table, guint position)
{
  return g_array_index (TEST_ROWS (table)->ids, gint64, position);
}

static gpointer
get_item (GListModel *model, guint position)
{
  return position < get_n_items (model)
           ? till_row_new (get_id (TILL_TABLE (model), position), G_N_ELEMENTS (columns))
           : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
find_id (TillTable *table, gint64 id, guint *position)
{
  for (*position = 0; *position < TEST_ROWS (table)->ids->len; (*position)++)
    {
      if (get_id (table, *position) == id)
        return TRUE;
    }

  return FALSE;
}

static const TillColumn *
get_columns (TillTable *table, guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}

static void
requery (TillTable *table)
{
}

static void
test_rows_finalize (GObject *object)
{
  g_array_unref (TEST_ROWS (object)->ids);

  G_OBJECT_CLASS (test_rows_parent_class)->finalize (object);
}

static void
test_rows_class_init (TestRowsClass *klass)
{
  TillTableClass *table_class = TILL_TABLE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = test_rows_finalize;
  table_class->get_columns = get_columns;
  table_class->requery = requery;
  table_class->get_id = get_id;
  table_class->find_id = find_id;
}

static void
test_rows_init (TestRows *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* ── What is to be seen ── */

typedef struct
{
  TestRows    *rows;
  TillOutline *outline;
  GHashTable  *parts;  /* id → GListStore, of all that were ever opened */
  GArray      *mirror; /* gint64: what who only listens believes */
  gint64       next_part;
} Fixture;

static GListModel *
make_parts (gint64 id, gpointer user_data)
{
  Fixture    *fixture = user_data;
  GListStore *parts = g_list_store_new (TILL_TYPE_ROW);

  g_hash_table_replace (fixture->parts, GSIZE_TO_POINTER ((gsize) id), g_object_ref (parts));

  return G_LIST_MODEL (parts);
}

static void
changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, Fixture *fixture)
{
  g_assert_cmpuint (position + n_removed, <=, fixture->mirror->len);
  g_array_remove_range (fixture->mirror, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    {
      gint64 id = till_table_get_id (TILL_TABLE (model), i);

      g_array_insert_val (fixture->mirror, i, id);
    }
  g_assert_cmpuint (fixture->mirror->len, ==, g_list_model_get_n_items (model));
}

static void
assert_place (Fixture *fixture, guint place, gint64 id, gint64 owner)
{
  gint64 found;

  g_assert_cmpint (till_table_get_id (TILL_TABLE (fixture->outline), place), ==, id);
  g_assert_cmpint (g_array_index (fixture->mirror, gint64, place), ==, id);
  g_assert_true (till_outline_is_part (fixture->outline, place, &found) == (id < 0));
  g_assert_cmpint (found, ==, owner);
}

static void
assert_all (Fixture *fixture)
{
  guint place = 0;

  for (guint i = 0; i < fixture->rows->ids->len; i++)
    {
      gint64      id = get_id (TILL_TABLE (fixture->rows), i);
      GListModel *parts = till_outline_get_parts (fixture->outline, id);

      assert_place (fixture, place++, id, id);
      for (guint p = 0; parts != NULL && p < g_list_model_get_n_items (parts); p++)
        {
          g_autoptr (TillRow) part = g_list_model_get_item (parts, p);

          assert_place (fixture, place++, -till_row_get_id (part), id);
        }
    }
  g_assert_cmpuint (place, ==, fixture->mirror->len);
}

/* ── What happens ── */

static gint64
any_id (Fixture *fixture)
{
  guint n_rows = fixture->rows->ids->len;

  return n_rows > 0
           ? get_id (TILL_TABLE (fixture->rows), (guint) g_test_rand_int_range (0, (gint32) n_rows))
           : 0;
}

static void
put_rows (Fixture *fixture)
{
  GArray *ids = fixture->rows->ids;
  guint   position = (guint) g_test_rand_int_range (0, (gint32) ids->len + 1);
  guint   n_added = 0;

  for (gint64 id = g_test_rand_int_range (1, MOST_ROWS); id <= MOST_ROWS; id += 3)
    {
      guint there;

      if (find_id (TILL_TABLE (fixture->rows), id, &there))
        continue;
      g_array_insert_val (ids, position + n_added, id);
      n_added++;
    }
  if (n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (fixture->rows), position, 0, n_added);
}

static void
take_rows (Fixture *fixture)
{
  GArray *ids = fixture->rows->ids;
  guint   position = (guint) g_test_rand_int_range (0, (gint32) ids->len + 1);
  guint   n_most = (guint) g_test_rand_int_range (1, 9);
  guint   n_removed = MIN (ids->len - position, n_most);

  if (n_removed == 0)
    return;
  g_array_remove_range (ids, position, n_removed);
  g_list_model_items_changed (G_LIST_MODEL (fixture->rows), position, n_removed, 0);
}

static void
change_parts (Fixture *fixture)
{
  GListStore *parts =
    g_hash_table_lookup (fixture->parts, GSIZE_TO_POINTER ((gsize) any_id (fixture)));
  guint n_parts = parts != NULL ? g_list_model_get_n_items (G_LIST_MODEL (parts)) : 0;

  if (n_parts > 0 && g_test_rand_bit ())
    g_list_store_remove (parts, (guint) g_test_rand_int_range (0, (gint32) n_parts));
  else if (parts != NULL && n_parts < MOST_PARTS)
    {
      g_autoptr (TillRow) part = till_row_new (++fixture->next_part, G_N_ELEMENTS (columns));

      g_list_store_insert (parts, (guint) g_test_rand_int_range (0, (gint32) n_parts + 1), part);
    }
}

static void
step (Fixture *fixture)
{
  gint64 id = any_id (fixture);

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      put_rows (fixture);
      break;
    case 1:
      take_rows (fixture);
      break;
    case 2:
      till_outline_open (fixture->outline, id);
      break;
    case 3:
      till_outline_close (fixture->outline, id);
      break;
    default:
      change_parts (fixture);
      break;
    }
}

static void
test_follows (void)
{
  Fixture fixture = { g_object_new (TEST_TYPE_ROWS, NULL), NULL,
                      g_hash_table_new_full (NULL, NULL, NULL, g_object_unref),
                      g_array_new (FALSE, FALSE, sizeof (gint64)), 0 };

  fixture.outline = till_outline_new (TILL_TABLE (fixture.rows), make_parts, &fixture);
  g_signal_connect (fixture.outline, "items-changed", G_CALLBACK (changed_cb), &fixture);
  for (guint i = 0; i < N_STEPS; i++)
    {
      step (&fixture);
      assert_all (&fixture);
    }
  g_assert_finalize_object (fixture.outline);
  g_assert_finalize_object (fixture.rows);
  g_hash_table_unref (fixture.parts);
  g_array_unref (fixture.mirror);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/outline/follows", test_follows);

  return g_test_run ();
}
