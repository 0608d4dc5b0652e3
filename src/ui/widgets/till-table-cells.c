/* till-table-cells.c: the cells of a table view: making them, filling them, filling them again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells are GtkInscription: GtkListView keeps about 200 rows of widgets, and a label's layout is
 * what costs when they are filled again on a jump.
 */
#include "ui/widgets/till-table-cells.h"

/* Of a frame, for rows that are out of sight; never in one go with another's idle work. */
#define MOST_US_AT_A_TIME 2500
/* Until the rows in sight of another set are painted, the others don't take the time for it. */
#define PAUSE_MS 60

/* Rounds of filling. */
enum
{
  NEVER_BOUND,
  OLD,
  FIRST_ROUND,
};

/* What a cell shows. */
typedef struct
{
  guint  round;
  gint64 id;
} Shown;

typedef struct
{
  TillTableCells *cells; /* borrowed */
  guint           column;
  TillCellSetup   setup;
  TillCellBind    bind;
  gpointer        user_data;

  /* Owned */
  GtkListItemFactory  *factory;
  GtkColumnViewColumn *shown; /* NULL: it is not followed */
  GHashTable          *items; /* GtkListItem, borrowed → Shown */
} Kind;

struct _TillTableCells
{
  /* Owned */
  TillTable *table;
  GTimeZone *zone;
  GPtrArray *kinds; /* Kind */

  guint    first; /* in sight */
  guint    end;
  guint    round;
  guint    filling;
  gboolean holding;
};

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  /* The view may take its rows down later. */
  g_signal_handlers_disconnect_by_data (kind->factory, kind);
  g_object_unref (kind->factory);
  if (kind->shown != NULL)
    g_signal_handlers_disconnect_by_data (kind->shown, kind);
  g_clear_object (&kind->shown);
  g_hash_table_unref (kind->items);
  g_free (kind);
}

TillTableCells *
till_table_cells_new (TillTable *table, GTimeZone *zone)
{
  TillTableCells *self = g_new0 (TillTableCells, 1);

  self->table = g_object_ref (table);
  self->zone = g_time_zone_ref (zone);
  self->kinds = g_ptr_array_new_with_free_func (kind_free);
  self->round = FIRST_ROUND;

  return self;
}

void
till_table_cells_free (TillTableCells *self)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  g_ptr_array_unref (self->kinds);
  g_object_unref (self->table);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static const TillColumn *
find_column (const Kind *kind)
{
  guint n_columns;

  return &till_table_get_columns (kind->cells->table, &n_columns)[kind->column];
}

static guint
get_min_chars (const Kind *kind)
{
  const TillColumn *column = find_column (kind);

  if (kind->shown != NULL && gtk_column_view_column_get_fixed_width (kind->shown) >= 0)
    return 1;

  /* Words can be cut (a tooltip has them whole); figures and dates hardly. */
  return column->kind == TILL_COLUMN_TEXT || column->kind == TILL_COLUMN_CHOICE
           ? column->width * 2 / 3
           : column->width * 3 / 4;
}

static GtkWidget *
new_text (const Kind *kind)
{
  const TillColumn *column = find_column (kind);
  GtkInscription   *text = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_text_overflow (text, column->keeps_end
                                             ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE
                                             : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (text, get_min_chars (kind));
  gtk_inscription_set_nat_chars (text, column->width);
  if (till_column_is_numeric (column))
    {
      gtk_inscription_set_xalign (text, 1);
      gtk_widget_add_css_class (GTK_WIDGET (text), "numeric");
    }

  return GTK_WIDGET (text);
}

static void
fill (Kind *kind, GtkListItem *item, Shown *shown)
{
  TillTableCells     *self = kind->cells;
  guint               position = gtk_list_item_get_position (item);
  g_autoptr (TillRow) row = g_list_model_get_item (G_LIST_MODEL (self->table), position);

  shown->round = self->round;
  if (row == NULL)
    return;
  shown->id = till_table_get_id (self->table, position);
  if (kind->column != G_MAXUINT && kind->setup == NULL)
    {
      g_autofree char *words =
        till_column_format (find_column (kind), kind->column, row, self->zone);

      gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), words);
    }
  if (kind->bind != NULL)
    kind->bind (item, row, kind->user_data);
}

static void fill_later (TillTableCells *self);

/* ── What the view asks ── */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Kind *kind)
{
  if (kind->setup != NULL)
    gtk_list_item_set_child (item, kind->setup (item, kind->user_data));
  else
    gtk_list_item_set_child (item, new_text (kind));
  g_hash_table_insert (kind->items, item, g_new0 (Shown, 1));
}

/* GTK binds again whenever a row's place or selection changes, with the item that it once got. */
static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Kind *kind)
{
  TillTableCells *self = kind->cells;
  Shown          *shown = g_hash_table_lookup (kind->items, item);
  guint           position = gtk_list_item_get_position (item);

  if (!self->holding && shown->round == self->round &&
      position < till_table_get_n_rows (self->table) &&
      shown->id == till_table_get_id (self->table, position))
    return;
  if (!self->holding && position >= self->first && position < self->end)
    {
      fill (kind, item, shown);
      return;
    }
  shown->round = OLD;
  if (!self->holding)
    fill_later (self);
}

static void
teardown_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Kind *kind)
{
  g_hash_table_remove (kind->items, item);
}

GtkListItemFactory *
till_table_cells_new_factory (TillTableCells *self,
                              guint           column,
                              TillCellSetup   setup,
                              TillCellBind    bind,
                              gpointer        user_data)
{
  Kind *kind = g_new0 (Kind, 1);

  kind->cells = self;
  kind->column = column;
  kind->setup = setup;
  kind->bind = bind;
  kind->user_data = user_data;
  kind->factory = gtk_signal_list_item_factory_new ();
  kind->items = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_ptr_array_add (self->kinds, kind);

  g_signal_connect (kind->factory, "setup", G_CALLBACK (setup_cb), kind);
  g_signal_connect (kind->factory, "bind", G_CALLBACK (bind_cb), kind);
  g_signal_connect (kind->factory, "teardown", G_CALLBACK (teardown_cb), kind);

  return g_object_ref (kind->factory);
}

GtkWidget *
till_table_cells_wrap_button (GtkWidget *button)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

GtkWidget *
till_table_cells_get_button (GtkListItem *item)
{
  return gtk_widget_get_first_child (gtk_list_item_get_child (item));
}

static void
width_cb (Kind *kind)
{
  guint          min_chars = get_min_chars (kind);
  GHashTableIter iter;
  gpointer       item;

  g_hash_table_iter_init (&iter, kind->items);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      GtkWidget *text = gtk_list_item_get_child (item);

      if (GTK_IS_INSCRIPTION (text))
        gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), min_chars);
    }
}

void
till_table_cells_follow (TillTableCells      *self,
                         GtkListItemFactory  *factory,
                         GtkColumnViewColumn *shown)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      Kind *kind = self->kinds->pdata[i];

      if (kind->factory != factory)
        continue;
      kind->shown = g_object_ref (shown);
      g_signal_connect_swapped (shown, "notify::fixed-width", G_CALLBACK (width_cb), kind);
    }
}

/* ── Filling again ── */

/* Fills the rows from @first to before @end that were not filled in this round; FALSE: there was no
 * time for all. */
static gboolean
fill_old (TillTableCells *self, guint first, guint end, gint64 until)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      Kind          *kind = self->kinds->pdata[i];
      GHashTableIter iter;
      gpointer       item;
      Shown         *shown;

      g_hash_table_iter_init (&iter, kind->items);
      while (g_hash_table_iter_next (&iter, &item, (gpointer *) &shown))
        {
          guint position = gtk_list_item_get_position (item);

          if (shown->round == NEVER_BOUND || shown->round == self->round || position < first ||
              position >= end)
            continue;
          if (g_get_monotonic_time () > until)
            return FALSE;
          fill (kind, item, shown);
        }
    }

  return TRUE;
}

static gboolean
fill_some_cb (gpointer data)
{
  TillTableCells *self = data;

  if (!fill_old (self, 0, G_MAXUINT, g_get_monotonic_time () + MOST_US_AT_A_TIME))
    return G_SOURCE_CONTINUE;
  self->filling = 0;

  return G_SOURCE_REMOVE;
}

static void
fill_later (TillTableCells *self)
{
  if (self->filling == 0)
    self->filling = g_idle_add_full (G_PRIORITY_LOW, fill_some_cb, self, NULL);
}

static gboolean
paused_cb (gpointer data)
{
  TillTableCells *self = data;

  self->filling = 0;
  fill_later (self);

  return G_SOURCE_REMOVE;
}

void
till_table_cells_begin (TillTableCells *self)
{
  self->round++;
  self->holding = TRUE;
}

void
till_table_cells_end (TillTableCells *self)
{
  self->holding = FALSE;
  fill_old (self, self->first, self->end, G_MAXINT64);
  g_clear_handle_id (&self->filling, g_source_remove);
  self->filling = g_timeout_add (PAUSE_MS, paused_cb, self);
}

void
till_table_cells_set_sight (TillTableCells *self, guint first, guint end)
{
  self->first = first;
  self->end = end;
  if (!self->holding)
    fill_old (self, first, end, G_MAXINT64);
}

void
till_table_cells_expect_sight (TillTableCells *self, guint first, guint end)
{
  self->first = first;
  self->end = end;
  if (!self->holding)
    fill_later (self);
}

void
till_table_cells_bind_row (TillTableCells *self, guint position)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      Kind          *kind = self->kinds->pdata[i];
      GHashTableIter iter;
      gpointer       item;
      Shown         *shown;

      g_hash_table_iter_init (&iter, kind->items);
      while (g_hash_table_iter_next (&iter, &item, (gpointer *) &shown))
        {
          if (shown->round != NEVER_BOUND && gtk_list_item_get_position (item) == position)
            {
              fill (kind, item, shown);
              break;
            }
        }
    }
}
