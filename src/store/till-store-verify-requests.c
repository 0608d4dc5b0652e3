/* till-store-verify-requests.c: whether requests, what was paid through their links, and messages
 * agree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"

static const TillInvariant checks[] = {
  {
    N_ ("What came through a request’s link is a payment with the request’s invoice"),
    "SELECT t.id FROM transactions t LEFT JOIN requests r ON r.id = t.request_id"
    " WHERE t.request_id IS NOT NULL"
    "   AND (t.kind <> 'payment' OR r.id IS NULL OR t.invoice IS NULL OR t.invoice <> r.invoice"
    "        OR t.patient_id IS NULL)"
    " ORDER BY t.id",
    N_ ("transaction %s"),
  },
  {
    N_ ("What is paid of each request is the sum of what came through its link"),
    "SELECT r.id FROM requests r"
    " WHERE r.paid_cents <> (SELECT coalesce(sum(t.amount_cents), 0) FROM transactions t"
    "                         WHERE t.request_id = r.id AND t.state IN ('captured', 'settled'))"
    " ORDER BY r.id",
    N_ ("request %s"),
  },
  {
    N_ ("Each request’s status follows its state, and one that is over ended"),
    "SELECT id FROM requests"
    " WHERE status <> CASE state"
    "         WHEN 'requested' THEN CASE reason WHEN 'none' THEN 'requested' ELSE reason END"
    "         WHEN 'completed' THEN CASE reason WHEN 'none' THEN 'completed' ELSE reason END"
    "         ELSE CASE reason WHEN 'by-hand' THEN 'cancelled' ELSE reason END END"
    "    OR (state = 'requested') <> (ended_at IS NULL)"
    "    OR (paid_cents > 0) <> (paid_at IS NOT NULL)"
    " ORDER BY id",
    N_ ("request %s"),
  },
  {
    N_ ("Nobody is reminded of a request that is over"),
    "SELECT m.request_id FROM reminders m JOIN requests r ON r.id = m.request_id"
    " WHERE m.state = 'planned' AND r.state <> 'requested'"
    " UNION "
    "SELECT m.request_id FROM messages m JOIN requests r ON r.id = m.request_id"
    " WHERE m.state = 'queued' AND r.state <> 'requested'"
    "   AND m.purpose IN ('request', 'reminder')"
    " ORDER BY 1",
    N_ ("request %s"),
  },
};

gboolean
till_verify_requests (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  return till_verify_checks (connection, checks, G_N_ELEMENTS (checks), findings, error);
}
