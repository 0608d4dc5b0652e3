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
  {
    N_ ("Who was asked by a bulk request has a request of it, and a message; who was not has none"),
    "SELECT i.guarantor_id FROM bulk_items i LEFT JOIN requests r ON r.id = i.request_id"
    " WHERE CASE i.state"
    "         WHEN 'asked' THEN r.id IS NULL OR r.bulk_id IS NOT i.bulk_id"
    "              OR r.guarantor_id <> i.guarantor_id OR i.why IS NOT NULL"
    "              OR NOT EXISTS (SELECT 1 FROM messages m"
    "                              WHERE m.request_id = r.id AND m.purpose = 'request')"
    "         WHEN 'skipped' THEN i.request_id IS NOT NULL OR i.why IS NULL"
    "         ELSE i.request_id IS NOT NULL OR i.why IS NOT NULL END"
    " ORDER BY i.bulk_id, i.ordinal",
    N_ ("guarantor %s"),
  },
  {
    N_ ("Each request of a bulk request is of somebody it has asked"),
    "SELECT r.id FROM requests r"
    " WHERE r.bulk_id IS NOT NULL"
    "   AND NOT EXISTS (SELECT 1 FROM bulk_items i"
    "                    WHERE i.bulk_id = r.bulk_id AND i.guarantor_id = r.guarantor_id"
    "                      AND i.state = 'asked')"
    " ORDER BY r.id",
    N_ ("request %s"),
  },
  {
    N_ ("Nobody is in a bulk request twice"),
    "SELECT guarantor_id FROM bulk_items NOT INDEXED GROUP BY bulk_id, guarantor_id"
    " HAVING count(*) > 1 ORDER BY bulk_id, guarantor_id",
    N_ ("guarantor %s"),
  },
  {
    N_ ("A bulk request that is over has ended, and one that is done has forgotten nobody"),
    "SELECT b.id FROM bulk_requests b"
    " WHERE (b.state IN ('cancelled', 'done')) <> (b.ended_at IS NOT NULL)"
    "    OR (b.state = 'done' AND EXISTS (SELECT 1 FROM bulk_items i"
    "                                      WHERE i.bulk_id = b.id AND i.state = 'waiting'))"
    "    OR (b.state = 'choosing' AND EXISTS (SELECT 1 FROM bulk_items i"
    "                                          WHERE i.bulk_id = b.id AND i.state = 'asked'))"
    "    OR b.n_items < (SELECT count(*) FROM bulk_items i WHERE i.bulk_id = b.id)"
    " ORDER BY b.id",
    N_ ("bulk request %s"),
  },
};

gboolean
till_verify_requests (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  return till_verify_checks (connection, checks, G_N_ELEMENTS (checks), findings, error);
}
