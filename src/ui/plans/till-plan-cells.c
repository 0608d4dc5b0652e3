/* till-plan-cells.c: the cells of the payment plans: how far it is, its state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-cells.h"

#include "model/till-plan-sending.h"
#include "ui/plans/till-plan-progress.h"

#define STATUS_CHARS 17

struct _TillPlanCells
{
  const TillColumn *columns; /* static */

  /* Which of them hold what the cells need. */
  guint paid;
  guint total;
  guint parts_paid;
  guint parts;
  guint status;
  guint reason;
  guint sending;
};

static TillPlanState
get_state (TillPlanCells *self, TillRow *row)
{
  int state;

  return till_enum_from_text (TILL_TYPE_PLAN_STATE, till_row_get_text (row, self->status), &state)
           ? (TillPlanState) state
           : TILL_PLAN_PENDING;
}

/* ── How far it is ── */

static GtkWidget *
setup_paid (GtkListItem *item, gpointer user_data)
{
  return till_plan_progress_new ();
}

static void
bind_paid (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillPlanCells *self = user_data;
  const TillPlan plan = { .state = get_state (self, row),
                          .total = till_money (till_row_get_int (row, self->total)),
                          .paid = till_money (till_row_get_int (row, self->paid)),
                          .n_parts = till_row_get_int (row, self->parts),
                          .n_paid = till_row_get_int (row, self->parts_paid) };

  g_autofree char *words = till_column_format (&self->columns[self->paid], self->paid, row, NULL);

  till_plan_progress_show (TILL_PLAN_PROGRESS (gtk_list_item_get_child (item)), &plan, words);
}

/* ── Its state ── */

static GtkWidget *
setup_status (GtkListItem *item, gpointer user_data)
{
  GtkInscription *text = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_min_chars (text, STATUS_CHARS * 3 / 4);
  gtk_inscription_set_nat_chars (text, STATUS_CHARS);
  gtk_inscription_set_text_overflow (text, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);

  return GTK_WIDGET (text);
}

/* Beside the word, for the eye; NULL: none. */
static const char *
get_style (TillPlanState state)
{
  switch (state)
    {
    case TILL_PLAN_FAILED:
      return "has-difference";
    case TILL_PLAN_COMPLETED:
      return "success";
    case TILL_PLAN_PENDING:
    case TILL_PLAN_PAUSED:
      return "warning";
    case TILL_PLAN_CANCELLED:
      return "dim-label";
    case TILL_PLAN_AUTHORIZED:
    case TILL_PLAN_ACTIVE:
    default:
      return NULL;
    }
}

static void
bind_status (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillPlanCells *self = user_data;
  GtkWidget     *text = gtk_list_item_get_child (item);
  TillPlanState  state = get_state (self, row);

  const char *sent = till_plan_sending_status_to_words (till_row_get_text (row, self->sending));
  const char *words = sent != NULL ? sent : till_plan_state_to_words (state);

  gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
  gtk_widget_set_css_classes (text, (const char *[]){ get_style (state), NULL });
  gtk_widget_set_tooltip_text (text, sent != NULL ? sent : till_row_get_text (row, self->reason));
}

TillPlanCells *
till_plan_cells_new (TillTable *plans, TillTableView *view)
{
  TillPlanCells *self = g_new0 (TillPlanCells, 1);
  guint          n_columns;
  const struct
  {
    const char *id;
    guint      *column;
  } needed[] = {
    { "paid", &self->paid },       { "total", &self->total },   { "parts-paid", &self->parts_paid },
    { "parts", &self->parts },     { "status", &self->status }, { "reason", &self->reason },
    { "sending", &self->sending },
  };

  self->columns = till_table_get_columns (plans, &n_columns);
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    *needed[i].column = (guint) till_table_find_column (plans, needed[i].id);
  till_table_view_set_cell (view, "paid", setup_paid, bind_paid, self);
  till_table_view_set_cell (view, "status", setup_status, bind_status, self);

  return self;
}

void
till_plan_cells_free (TillPlanCells *self)
{
  g_free (self);
}
