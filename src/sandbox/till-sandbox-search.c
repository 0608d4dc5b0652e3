/* till-sandbox-search.c: the list of transactions, filtered and page by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-search.h"

#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-time.h"
#include "sandbox/till-sandbox-transaction.h"
#include "sandbox/till-sandbox-wire.h"

#define DEFAULT_SIZE 50
#define LARGEST_SIZE 1000

/* A WHERE that grows, and what is bound to it. */
typedef struct
{
  GString   *where;
  GPtrArray *texts; /* a value is a text, or when that is NULL: */
  GArray    *numbers;
  char      *fault; /* what is wrong with the query, or NULL */
} Filter;

static void
filter_clear (Filter *filter)
{
  g_string_free (filter->where, TRUE);
  g_ptr_array_unref (filter->texts);
  g_array_unref (filter->numbers);
  g_free (filter->fault);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

static void
filter_add (Filter *filter, const char *comparison, const char *text, gint64 number)
{
  g_ptr_array_add (filter->texts, g_strdup (text));
  g_array_append_val (filter->numbers, number);
  g_string_append_printf (filter->where, "%s%s ?%u", filter->where->len > 0 ? " AND " : "WHERE ",
                          comparison, filter->texts->len);
}

static void
filter_add_texts (Filter *filter, TillSandboxCall *call)
{
  static const struct
  {
    const char *name;
    const char *comparison;
  } texts[] = {
    { "authorization-code", "authorization_code =" },
    { "display-message", "display_message =" },
    { "invoice", "invoice =" },
    { "last-four", "card_last_four =" },
    { "order-id", "order_id =" },
    { "type", "type =" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char      *value = till_sandbox_call_get_query (call, texts[i].name);
      g_autofree char *upper = NULL;

      if (value == NULL)
        continue;

      upper = g_ascii_strup (value, -1);
      if (g_str_equal (texts[i].name, "type"))
        filter_add (filter, texts[i].comparison, upper, 0);
      else
        filter_add (filter, texts[i].comparison, value, 0);
    }
}

static void
filter_add_numbers (Filter *filter, TillSandboxCall *call)
{
  const char *id = till_sandbox_call_get_query (call, "id");
  const char *amount = till_sandbox_call_get_query (call, "amount");
  gint64      number = 0;
  TillMoney   money;

  /* An id that is no number belongs to no transaction. */
  if (id != NULL && !g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &number, NULL))
    number = 0;
  if (id != NULL)
    filter_add (filter, "id =", NULL, number);

  if (amount != NULL && till_sandbox_wire_read_amount (amount, &money))
    filter_add (filter, "amount_cents =", NULL, money.cents);
  else if (amount != NULL)
    filter->fault = g_strdup ("amount must be like 25.00");
}

static void
filter_add_dates (Filter *filter, TillSandboxCall *call)
{
  static const char *const names[] = { "start-date", "end-date" };
  static const char *const comparisons[] = { "created_at >=", "created_at <" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = till_sandbox_call_get_query (call, names[i]);
      TillInstant at;

      if (text == NULL)
        continue;

      if (till_sandbox_time_from_search (text, &at))
        /* The forms know minutes only: the last one is meant to its end. */
        filter_add (filter, comparisons[i], NULL, i == 0 ? at : at + TILL_MINUTE);
      else if (filter->fault == NULL)
        filter->fault = g_strdup_printf ("%s “%s” has none of the forms of a date", names[i], text);
    }
}

static void
filter_add_status (Filter *filter, TillSandboxCall *call)
{
  static const struct
  {
    const char *status;
    const char *comparison;
    gint64      number;
    gboolean    is_result;
  } statuses[] = {
    { "APPROVED", "result =", 0, TRUE },  { "DECLINED", "result =", 0, TRUE },
    { "ERROR", "result =", 0, TRUE },     { "PENDING", "pending =", 1, FALSE },
    { "SETTLED", "settled =", 1, FALSE }, { "VOIDED", "voided =", 1, FALSE },
  };
  TillInstant now = till_sandbox_now (call->sandbox);
  const char *status = till_sandbox_call_get_query (call, "status");

  if (status == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (g_ascii_strcasecmp (status, statuses[i].status) != 0)
        continue;

      filter_add (filter, statuses[i].comparison, statuses[i].is_result ? statuses[i].status : NULL,
                  statuses[i].number);
      if (g_str_equal (statuses[i].status, "SETTLED"))
        filter_add (filter, "shown_at <=", NULL, now);
      return;
    }

  if (filter->fault == NULL)
    filter->fault = g_strdup_printf ("status “%s” is unknown", status);
}

static void
filter_add_level (Filter *filter, TillSandboxCall *call)
{
  const char *level = till_sandbox_call_get_query (call, "level");

  if (level == NULL || g_str_equal (level, "terminal"))
    filter_add (filter, "terminal_id =", call->terminal->id, 0);
  else if (!g_str_equal (level, "merchant") && filter->fault == NULL)
    filter->fault = g_strdup ("level must be terminal or merchant");
}

static void
filter_bind (const Filter *filter, TillDbStatement *statement)
{
  for (guint i = 0; i < filter->texts->len; i++)
    {
      const char *text = g_ptr_array_index (filter->texts, i);

      if (text != NULL)
        till_db_bind_text (statement, (int) i + 1, text);
      else
        till_db_bind_int (statement, (int) i + 1, g_array_index (filter->numbers, gint64, i));
    }
}

typedef struct
{
  gint64   page; /* from 1 */
  gint64   size;
  gint64   n_rows; /* of the whole list */
  gboolean descending;
} Page;

static gboolean
read_number (TillSandboxCall *call, const char *name, gint64 largest, gint64 *number)
{
  const char *text = till_sandbox_call_get_query (call, name);

  return text == NULL || g_ascii_string_to_signed (text, 10, 1, largest, number, NULL);
}

static void
read_page (TillSandboxCall *call, Page *page, Filter *filter)
{
  const char *descending = till_sandbox_call_get_query (call, "isDescending");

  *page = (Page){ .page = 1, .size = DEFAULT_SIZE };
  page->descending = descending == NULL || g_ascii_strcasecmp (descending, "false") != 0;

  /* Xplor's own app writes it the other way. */
  if ((!read_number (call, "page", G_MAXINT32, &page->page) ||
       !read_number (call, "page-size", G_MAXINT32, &page->size) ||
       !read_number (call, "pageSize", G_MAXINT32, &page->size)) &&
      filter->fault == NULL)
    filter->fault = g_strdup ("page and page-size are numbers from 1 on");
  page->size = MIN (page->size, LARGEST_SIZE);
}

static gboolean
count (TillDbConnection *db, const Filter *filter, gint64 *n_rows, GError **error)
{
  g_autofree char *sql =
    g_strconcat ("SELECT count (*) FROM transactions ", filter->where->str, NULL);
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;

  filter_bind (filter, statement);
  if (till_db_step (statement, error) != TILL_STEP_ROW)
    return FALSE;

  *n_rows = till_db_column_int (statement, 0);

  return TRUE;
}

static GPtrArray *
list (TillDbConnection *db, const Filter *filter, const Page *page, GError **error)
{
  int              n_values = (int) filter->texts->len;
  const char      *order = page->descending ? "DESC" : "ASC";
  g_autofree char *sql = g_strdup_printf ("%s%s ORDER BY created_at %s, id %s LIMIT ?%d OFFSET ?%d",
                                          till_sandbox_transaction_select, filter->where->str,
                                          order, order, n_values + 1, n_values + 2);
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;

  filter_bind (filter, statement);
  till_db_bind_int (statement, n_values + 1, page->size);
  till_db_bind_int (statement, n_values + 2, (page->page - 1) * page->size);

  return till_sandbox_transactions_collect (statement, error);
}

static JsonObject *
page_to_json (TillSandbox *sandbox, const Page *page, guint n_elements)
{
  JsonObject *object = json_object_new ();
  JsonObject *sort = json_object_new ();
  JsonObject *field = json_object_new ();
  gint64      n_pages = (page->n_rows + page->size - 1) / page->size;

  till_sandbox_wire_set_flag (sandbox, object, page->page, "first", page->page == 1);
  till_sandbox_wire_set_flag (sandbox, object, page->page, "last", page->page >= n_pages);
  json_object_set_int_member (object, "number", page->page);
  json_object_set_int_member (object, "number-of-elements", n_elements);
  json_object_set_int_member (object, "size", page->size);
  json_object_set_int_member (object, "total-elements", page->n_rows);
  json_object_set_int_member (object, "total-pages", n_pages);
  json_object_set_string_member (field, "created", page->descending ? "DESC" : "ASC");
  json_object_set_object_member (sort, "field", field);
  json_object_set_object_member (object, "sort", sort);

  return object;
}

gboolean
till_sandbox_search (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  g_auto (Filter)       filter = { g_string_new (NULL), g_ptr_array_new_with_free_func (g_free),
                                   g_array_new (FALSE, FALSE, sizeof (gint64)), NULL };
  g_autoptr (GPtrArray) rows = NULL;
  JsonArray            *array;
  JsonObject           *object;
  Page                  page;

  filter_add_level (&filter, call);
  filter_add_numbers (&filter, call);
  filter_add_texts (&filter, call);
  filter_add_dates (&filter, call);
  filter_add_status (&filter, call);
  read_page (call, &page, &filter);
  if (filter.fault != NULL)
    {
      till_sandbox_call_answer (
        call, SOUP_STATUS_BAD_REQUEST, "application/json",
        till_sandbox_wire_error (call->sandbox, SOUP_STATUS_BAD_REQUEST, "041", filter.fault));
      return TRUE;
    }

  if (!count (db, &filter, &page.n_rows, error) || !(rows = list (db, &filter, &page, error)))
    return FALSE;

  array = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (
      array, till_sandbox_wire_transaction (call->sandbox, g_ptr_array_index (rows, i)));

  object = json_object_new ();
  json_object_set_array_member (object, "transaction", array);
  till_sandbox_call_answer (
    call, SOUP_STATUS_OK, "application/json",
    till_sandbox_wire_envelope (call->sandbox, SOUP_STATUS_OK, "transactions", object,
                                page_to_json (call->sandbox, &page, rows->len)));

  return TRUE;
}
