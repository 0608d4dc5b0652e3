/* bench-pages.c: a processor's list of transactions, a hundred a page, as the gateway writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-pages.h"

/* A page's rows are ten seconds of the half day before the newest. */
#define ROWS_A_SECOND 10

static guint
draw_for (guint64 row)
{
  return (guint) (row * 2654435761u);
}

gint64
bench_row_get_cents (guint64 row)
{
  guint draw = draw_for (row);

  return (20 + draw % 480) * 100 + draw / 1000 % 100;
}

static void
append_row (GString *page, guint64 row, gint64 at)
{
  static const char *const brands[] = { "VISA", "MASTERCARD", "AMERICAN EXPRESS", "DISCOVER" };
  g_autoptr (GDateTime)    time = g_date_time_new_from_unix_utc (at);
  g_autofree char         *created = g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
  guint                    draw = draw_for (row);
  gint64                   cents = bench_row_get_cents (row);

  g_string_append_printf (
    page,
    "%s{\"id\":\"%" G_GUINT64_FORMAT "\",\"created\":\"%s.%03u\",\"type\":\"SALE\","
    "\"status\":\"Approved\",\"result\":\"APPROVED\",\"result-code\":\"000\","
    "\"display-message\":\"Transaction approved\",\"amount\":\"%" G_GINT64_FORMAT
    ".%02" G_GINT64_FORMAT "\",\"tip-amount\":\"0.00\","
    "\"authorization-code\":\"TAS%03u\",\"batch-string-id\":\"%" G_GUINT64_FORMAT "\","
    "\"merchant-id\":\"6588000000000001\",\"terminal-id\":\"" BENCH_TERMINAL
    "\",\"card\":\"XXXXXXXXXXXX%"
    "04u\","
    "\"last-four\":\"%04u\",\"card-type\":\"%s\",\"exp-date\":\"0931\","
    "\"entry-method\":\"EMV_CONTACTLESS\",\"invoice\":\"PORTAL%019" G_GUINT64_FORMAT "\","
    "\"order-id\":\"%" G_GUINT64_FORMAT "\",\"customer-id\":\"%u\","
    "\"description\":\"Bright Smile "
    "Dental\",\"pending\":false,\"settled\":\"true\",\"voided\":false,"
    "\"voided-auth\":false,\"partial-approved\":\"false\",\"surcharge-applied\":false,"
    "\"emv\":{\"application-id\":\"A0000000031010\",\"application-name\":\"VISA CREDIT\","
    "\"terminal-verification-results\":\"0000008000\",\"transaction-status-information\":\"E800\","
    "\"iad\":\"06010A03A0A800\"},\"cvm\":\"NO CVM\",\"software-type\":\"portal\"}",
    row % BENCH_ROWS_A_PAGE > 0 ? "," : "", 700000000 + row, created, draw % 1000, cents / 100,
    cents % 100, draw % 1000, BENCH_FIRST_BATCH + row / BENCH_ROWS_A_BATCH, draw % 10000,
    draw % 10000, brands[draw % 4], row, row, 10001 + draw % 200000);
}

char *
bench_page_new (guint page, guint n_pages, gint64 newest)
{
  GString *text = g_string_new (
    "{\"code\":\"200\",\"status\":\"success\",\"exchange-id\":\"ID-gateway-1-7f3c\",\"payload\":"
    "{\"transactions\":{\"transaction\":[");
  guint64 n_rows = (guint64) n_pages * BENCH_ROWS_A_PAGE;
  guint64 first = (guint64) page * BENCH_ROWS_A_PAGE;

  for (guint64 row = first; row < first + BENCH_ROWS_A_PAGE; row++)
    append_row (text, row, newest - (gint64) ((n_rows - row) / ROWS_A_SECOND));
  g_string_append_printf (
    text,
    "]},\"payloadType\":\"transactions\"},\"page\":{\"number\":%u,\"size\":%u,"
    "\"last\":%s,\"total-pages\":%u,\"total-elements\":%" G_GUINT64_FORMAT "}}",
    page + 1, BENCH_ROWS_A_PAGE, page + 1 == n_pages ? "true" : "false", n_pages, n_rows);

  return g_string_free (text, FALSE);
}
