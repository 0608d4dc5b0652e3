/* till-sandbox-months.c: a month of a practice's life, from a seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-months.h"

#include "core/till-error.h"
#include "sandbox/till-sandbox-card.h"
#include "sandbox/till-sandbox-funding.h"
#include "sandbox/till-sandbox-life.h"
#include "sandbox/till-sandbox-reporting.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-time.h"
#include "sandbox/till-sandbox-transaction.h"
#include "sandbox/till-sandbox-wire.h"

#define IDS_A_MONTH 10000
#define N_PATIENTS 400
#define FIRST_PATIENT 1000
#define MOST_WEEKDAYS 23

/* Which of the month's weekdays, from 0. */
#define BANK_DAY 1
#define FIRST_LONELY_DAY 11

#define LARGE_SALE 280000

typedef struct _Event Event;
struct _Event
{
  TillInstant  at;
  const char  *type;
  gint64       cents;
  guint        terminal;
  guint        patient;
  const char  *entry;
  const Event *about; /* NULL: none */
  gboolean     elsewhere;
  gboolean     declined;
  gint64       id;
};

typedef struct
{
  TillSandbox            *sandbox;
  const TillSandboxMonth *month;
  TillDay                 end; /* the day after its last */
  TillDay                 weekdays[MOST_WEEKDAYS];
  guint                   n_weekdays;
  TillDay                 lonely; /* paid out by itself; TILL_DAY_NONE without oddities */
  const Event            *large;  /* the sale that is given back then */
  GPtrArray              *events; /* (element-type Event) */
} Plan;

static void
plan_clear (Plan *plan)
{
  g_ptr_array_unref (plan->events);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/* ── Chance ─────────────────────────────────────────────────────────────────────────────────────
 */

/* 0 to @n - 1; another for each event and each @what. */
static guint
draw (Plan *plan, guint n, const char *what)
{
  guint64 which = (guint64) plan->month->first.number * IDS_A_MONTH + (guint64) plan->events->len;

  return (guint) (till_sandbox_draw (plan->month->seed, which, what) % n);
}

static gboolean
happens (Plan *plan, guint percent, const char *what)
{
  return draw (plan, 100, what) < percent;
}

static TillInstant
time_of_day (Plan *plan, TillDay day, guint from_hour, guint n_minutes)
{
  return till_day_start (day, plan->sandbox->zone) + from_hour * TILL_HOUR +
         draw (plan, n_minutes, "minute") * TILL_MINUTE + draw (plan, 60000, "second");
}

/* ── What happens ───────────────────────────────────────────────────────────────────────────────
 */

static Event *
add_event (Plan *plan, const char *type, TillInstant at, gint64 cents)
{
  Event *event = g_new0 (Event, 1);

  event->type = type;
  event->at = at;
  event->cents = cents;
  event->patient = draw (plan, N_PATIENTS, "patient");
  event->terminal = draw (plan, 10, "terminal") < 7 ? 0 : plan->sandbox->terminals->len - 1;
  event->entry = draw (plan, 2, "entry") == 0 ? "EMV_CONTACT" : "EMV_CONTACTLESS";
  g_ptr_array_add (plan->events, event);

  return event;
}

/* What follows another is about the same card. */
static void
add_follower (Plan *plan, const char *type, TillInstant at, gint64 cents, const Event *about)
{
  Event *event = add_event (plan, type, at, cents);

  event->about = about;
  event->terminal = about->terminal;
  event->patient = about->patient;
  event->entry = about->entry;
  event->elsewhere = about->elsewhere;
}

static gint64
draw_cents (Plan *plan)
{
  return happens (plan, 15, "large") ? 30000 + draw (plan, 210000, "cents")
                                     : 2000 + draw (plan, 26000, "cents");
}

static void
maybe_take_back (Plan *plan, TillDay day, Event *sale)
{
  TillDay     later = till_day_add (day, 1 + (int) draw (plan, 6, "later"));
  TillInstant noon = till_day_start (day, plan->sandbox->zone) + 12 * TILL_HOUR;

  if (happens (plan, 4, "void") && sale->at < noon)
    add_follower (plan, "VOID", sale->at + (5 + draw (plan, 40, "soon")) * TILL_MINUTE, sale->cents,
                  sale);
  else if (happens (plan, 5, "refund") && till_day_get_weekday (later) <= 5 &&
           till_day_compare (later, plan->end) < 0)
    add_follower (plan, "REFUND", time_of_day (plan, later, 9, 480),
                  happens (plan, 50, "part") ? sale->cents / 2 : sale->cents, sale);
}

static void
add_sales (Plan *plan, TillDay day)
{
  guint n = plan->month->sales_a_day;

  for (guint left = (n + 1) / 2 + draw (plan, n + 1, "sales"); left > 0; left--)
    {
      Event *sale = add_event (plan, "SALE", time_of_day (plan, day, 8, 570), draw_cents (plan));

      sale->declined = happens (plan, 3, "decline");
      sale->elsewhere = !sale->declined && happens (plan, 6, "elsewhere");
      if (sale->elsewhere)
        sale->entry = "KEYED";
      if (!sale->declined)
        maybe_take_back (plan, day, sale);
    }
}

/* Until the last minutes of the day, when it is another one in UTC. */
static void
add_online (Plan *plan, TillDay day, guint most)
{
  for (guint left = draw (plan, most + 1, "online"); left > 0; left--)
    {
      Event *sale = add_event (plan, "SALE", time_of_day (plan, day, 19, 299), draw_cents (plan));

      sale->terminal = 0;
      sale->entry = "ONLINE";
    }
}

/* Little is sold, and the large sale of before is given back. */
static void
add_lonely_day (Plan *plan, TillDay day)
{
  for (guint i = 0; i < 3; i++)
    add_event (plan, "SALE", time_of_day (plan, day, 9, 420), 2000 + draw (plan, 4000, "cents"));
  add_follower (plan, "REFUND", time_of_day (plan, day, 10, 60), plan->large->cents, plan->large);
}

/* What every month has, however little is sold. */
static void
add_bank_day (Plan *plan, TillDay day)
{
  Event *by_bank =
    add_event (plan, "SALE", time_of_day (plan, day, 10, 300), 15000 + draw (plan, 45000, "cents"));
  Event *large = add_event (plan, "SALE", time_of_day (plan, day, 9, 60), LARGE_SALE);
  Event *taken_back = add_event (plan, "SALE", time_of_day (plan, day, 11, 60), draw_cents (plan));
  Event *elsewhere = add_event (plan, "SALE", time_of_day (plan, day, 13, 60), draw_cents (plan));

  by_bank->entry = "ACH";
  by_bank->terminal = large->terminal = 0;
  plan->large = large;
  add_follower (plan, "VOID", taken_back->at + TILL_HOUR, taken_back->cents, taken_back);
  elsewhere->elsewhere = TRUE;
  elsewhere->entry = "KEYED";
}

static void
add_day (Plan *plan, TillDay day)
{
  if (till_day_get_weekday (day) > 5)
    {
      add_online (plan, day, 4);
      return;
    }
  if (!till_day_is_none (plan->lonely) && till_day_compare (day, plan->lonely) == 0)
    {
      add_lonely_day (plan, day);
      return;
    }

  if (till_day_compare (day, plan->weekdays[BANK_DAY]) == 0)
    add_bank_day (plan, day);
  add_sales (plan, day);
  add_online (plan, day, 2);
}

/* ── Oddities ───────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
is_lonely (TillDay day)
{
  TillDay due = till_sandbox_funding_due (day);

  return till_day_compare (till_sandbox_funding_due (till_day_add (day, -1)), due) < 0 &&
         till_day_compare (till_sandbox_funding_due (till_day_add (day, 1)), due) > 0;
}

static void
find_lonely_day (Plan *plan)
{
  plan->lonely = TILL_DAY_NONE;
  if (!plan->month->oddities)
    return;

  for (guint i = FIRST_LONELY_DAY; till_day_is_none (plan->lonely) && i < plan->n_weekdays; i++)
    {
      if (is_lonely (plan->weekdays[i]))
        plan->lonely = plan->weekdays[i];
    }
}

static gboolean
add_oddities (Plan *plan, GError **error)
{
  /* In the order of the weekdays; BANK_DAY has what is returned. */
  static const struct
  {
    TillSandboxOddity oddity;
    gboolean          first_terminal_only;
  } odd[] = {
    { TILL_SANDBOX_CHARGEBACK, TRUE },     { TILL_SANDBOX_ACH_RETURN, TRUE },
    { TILL_SANDBOX_LATE, FALSE },          { TILL_SANDBOX_SPLIT, TRUE },
    { TILL_SANDBOX_DETAILS_LATE, FALSE },  { TILL_SANDBOX_PARTIAL, FALSE },
    { TILL_SANDBOX_CONTRADICTS, TRUE },    { TILL_SANDBOX_FEES_LATE, FALSE },
    { TILL_SANDBOX_CHARGEBACK_WON, TRUE }, { TILL_SANDBOX_TOGETHER, FALSE },
  };
  TillSandbox         *sandbox = plan->sandbox;
  TillSandboxTerminal *first = g_ptr_array_index (sandbox->terminals, 0);
  g_autoptr (GString)  spec =
    g_string_new (till_sandbox_oddities_get_spec (sandbox->terms->oddities));

  for (guint i = 0; i < G_N_ELEMENTS (odd) && i < plan->n_weekdays; i++)
    {
      g_autofree char *day = till_day_to_iso (plan->weekdays[i]);

      g_string_append_printf (spec, "%s%s@%s", spec->len > 0 ? "," : "",
                              till_sandbox_oddity_name (odd[i].oddity), day);
      if (odd[i].first_terminal_only)
        g_string_append_printf (spec, "/%s", till_sandbox_reporting_terminal (first->id));
    }

  return till_sandbox_set_terms (sandbox, NULL, NULL, spec->str, error);
}

/* ── Rows ───────────────────────────────────────────────────────────────────────────────────────
 */

static gint64
first_id (TillDay first)
{
  int year;
  int month;
  int day;

  till_day_get_ymd (first, &year, &month, &day);

  return TILL_SANDBOX_FIRST_PLANNED_ID + ((year - 2000) * 12 + month - 1) * IDS_A_MONTH;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *one = *(Event *const *) a;
  const Event *other = *(Event *const *) b;

  return (one->at > other->at) - (one->at < other->at);
}

static void
set_id (JsonObject *object, const char *name, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_object_set_string_member (object, name, text);
}

static void
set_card (JsonObject *object, const Plan *plan, const Event *event)
{
  TillSandboxCard card;
  gboolean        by_bank = g_str_equal (event->entry, "ACH");

  till_sandbox_card_next (event->patient, till_day_start (plan->month->first, plan->sandbox->zone),
                          &card);
  json_object_set_string_member (object, "card-last-four", card.last_four);
  json_object_set_string_member (object, "entry-method", event->entry);
  if (!by_bank)
    {
      json_object_set_string_member (object, "card-type", card.brand);
      json_object_set_string_member (object, "exp-date", card.exp_date);
    }
}

/* Ours has its invoice and patient; the portal only what somebody typed there. */
static void
set_origin (JsonObject *object, const Event *event)
{
  static const char *const first_names[] = { "Ann", "Ben", "Cora", "Dev", "Ella", "Finn", "Gia" };
  static const char *const last_names[] = { "Lee", "Ortiz", "Novak", "Shah", "Brown" };
  guint                    patient = event->patient;
  const Event             *sale = event->about != NULL ? event->about : event;
  g_autofree char         *invoice = g_strdup_printf ("M%" G_GINT64_FORMAT, sale->id);
  g_autofree char         *name =
    g_strdup_printf ("%s %s", first_names[patient % G_N_ELEMENTS (first_names)],
                     last_names[patient % G_N_ELEMENTS (last_names)]);

  if (event->elsewhere)
    {
      json_object_set_string_member (object, "description", name);
      json_object_set_string_member (object, "software-type", "virtual-terminal");
    }
  else
    {
      json_object_set_string_member (object, "invoice", invoice);
      set_id (object, "customer-id", FIRST_PATIENT + patient);
      json_object_set_string_member (object, "software-type", "till");
    }
}

static char *
event_to_json (const Plan *plan, const Event *event)
{
  TillSandboxTerminal *terminal = g_ptr_array_index (plan->sandbox->terminals, event->terminal);
  JsonObject          *object = json_object_new ();
  JsonNode            *root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char     *amount = till_sandbox_wire_amount (till_money (event->cents));
  g_autofree char     *created = till_sandbox_time_to_wire (event->at);
  g_autofree char     *authorization = g_strdup_printf (
        "TAS%03u", (guint) (till_sandbox_draw (plan->month->seed, (guint64) event->id, "code") % 1000));

  set_id (object, "id", event->id);
  json_object_set_string_member (object, "type", event->type);
  json_object_set_string_member (object, "amount", amount);
  json_object_set_string_member (object, "created", created);
  json_object_set_string_member (object, "terminal-id", terminal->id);
  if (event->about != NULL)
    set_id (object, "ref-id", event->about->id);
  if (event->declined)
    json_object_set_string_member (object, "result", "DECLINED");
  else
    json_object_set_string_member (object, "authorization-code", authorization);
  set_card (object, plan, event);
  set_origin (object, event);
  json_node_take_object (root, object);

  return till_sandbox_wire_print (root);
}

static gboolean
save_work (TillDbConnection *db, gpointer data, GError **error)
{
  Plan *plan = data;

  for (guint i = 0; i < plan->events->len; i++)
    {
      const Event     *event = g_ptr_array_index (plan->events, i);
      g_autofree char *body = event_to_json (plan, event);

      if (!till_sandbox_life_plan (db, event->id, event->at, body, error))
        return FALSE;
    }

  return TRUE;
}

/* ── A month ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
is_planned (TillSandbox *sandbox, gint64 first)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (till_db_get_reader (sandbox->db),
                     "SELECT 1 FROM planned WHERE id >= ?1 AND id < ?2 UNION ALL"
                     " SELECT 1 FROM transactions WHERE id >= ?1 AND id < ?2 LIMIT 1",
                     NULL);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, first);
  till_db_bind_int (statement, 2, first + IDS_A_MONTH);

  return till_db_step (statement, NULL) == TILL_STEP_ROW;
}

static gboolean
check (TillSandbox *sandbox, const TillSandboxMonth *month, GError **error)
{
  TillDay          today = till_day_of_instant (till_sandbox_now (sandbox), sandbox->zone);
  g_autofree char *now = till_day_to_iso (today);

  if (till_day_compare (today, month->first) > 0)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 "The month has begun: it is %s there; move the clock first", now);
  else if (is_planned (sandbox, first_id (month->first)))
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, "The month is planned already");
  else
    return TRUE;

  return FALSE;
}

gboolean
till_sandbox_months_plan (TillSandbox *sandbox, const TillSandboxMonth *month, GError **error)
{
  g_auto (Plan) plan = { .sandbox = sandbox,
                         .month = month,
                         .end = till_day_add_months (month->first, 1),
                         .events = g_ptr_array_new_with_free_func (g_free) };

  if (!check (sandbox, month, error))
    return FALSE;

  for (TillDay day = month->first; till_day_compare (day, plan.end) < 0;
       day = till_day_add (day, 1))
    {
      if (till_day_get_weekday (day) <= 5)
        plan.weekdays[plan.n_weekdays++] = day;
    }
  find_lonely_day (&plan);
  for (TillDay day = month->first; till_day_compare (day, plan.end) < 0;
       day = till_day_add (day, 1))
    add_day (&plan, day);

  g_ptr_array_sort (plan.events, compare_events);
  for (guint i = 0; i < plan.events->len; i++)
    ((Event *) g_ptr_array_index (plan.events, i))->id = first_id (month->first) + i + 1;

  return till_db_write (sandbox->db, TILL_DB_BULK, save_work, &plan, error) &&
         (!month->oddities || add_oddities (&plan, error));
}
