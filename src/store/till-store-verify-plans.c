/* till-store-verify-plans.c: whether payment plans, their installments and what was charged agree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"

static const TillInvariant checks[] = {
  {
    N_ ("The parts of each payment plan that is agreed on are its total"),
    "SELECT p.id FROM plans p WHERE p.state NOT IN ('pending', 'cancelled')"
    "   AND p.total_cents <> (SELECT coalesce(sum(i.amount_cents), 0) FROM installments i"
    "                          WHERE i.plan_id = p.id AND i.state <> 'skipped')"
    " ORDER BY p.id",
    N_ ("payment plan %s"),
  },
  {
    N_ ("How far each payment plan is follows from its installments"),
    "SELECT p.id FROM plans p"
    "  LEFT JOIN (SELECT plan_id, count(*) AS n, count(*) FILTER (WHERE state = 'paid') AS n_paid,"
    "                    coalesce(sum(amount_cents) FILTER (WHERE state = 'paid'), 0) AS paid"
    "               FROM installments WHERE state <> 'skipped' GROUP BY plan_id) i"
    "    ON i.plan_id = p.id"
    " WHERE p.n_paid <> coalesce(i.n_paid, 0) OR p.paid_cents <> coalesce(i.paid, 0)"
    "    OR (p.state <> 'pending' AND p.n_parts <> coalesce(i.n, 0))"
    "    OR (p.state = 'completed' AND p.n_paid <> p.n_parts)"
    " ORDER BY p.id",
    N_ ("payment plan %s"),
  },
  {
    N_ ("Nobody is charged for what was not agreed on"),
    "SELECT i.id FROM installments i LEFT JOIN plan_versions v"
    "    ON v.plan_id = i.plan_id AND v.number = i.version"
    " WHERE v.id IS NULL OR v.authorized = 'not-yet'"
    " ORDER BY i.id",
    N_ ("installment %s"),
  },
  {
    N_ ("Each charge of installments is an attempt of their amount, one at a time"),
    "SELECT i.id FROM installments i JOIN installment_tries t ON t.installment_id = i.id"
    "  LEFT JOIN attempts a ON a.uuid = t.key"
    " WHERE (a.id IS NULL AND t.outcome IN ('approved', 'soft'))"
    "    OR a.kind <> 'payment'"
    "    OR a.amount_cents <> (SELECT sum(charged.amount_cents) FROM installment_tries AS of_it"
    "                            JOIN installments AS charged ON charged.id = of_it.installment_id"
    "                           WHERE of_it.key = t.key)"
    " UNION "
    "SELECT i.id FROM installments i"
    " WHERE (i.state = 'charging') <> EXISTS (SELECT 1 FROM installment_tries t"
    "                                          WHERE t.installment_id = i.id"
    "                                            AND t.outcome = 'open')"
    " ORDER BY 1",
    N_ ("installment %s"),
  },
  {
    N_ ("What is paid of an installment is a payment, and no payment pays more than it is"),
    "SELECT i.id FROM installments i LEFT JOIN transactions t ON t.id = i.transaction_id"
    " WHERE (i.state = 'paid') <> (i.transaction_id IS NOT NULL)"
    "    OR (i.state = 'paid' AND (t.id IS NULL OR t.kind <> 'payment'"
    "                              OR t.state IN ('voided', 'failed', 'declined')))"
    " UNION "
    "SELECT min(i.id) FROM installments i JOIN transactions t ON t.id = i.transaction_id"
    " GROUP BY t.id, t.amount_cents HAVING sum(i.amount_cents) > t.amount_cents"
    " ORDER BY 1",
    N_ ("installment %s"),
  },
  {
    N_ ("What authorized a payment plan by paying is its part’s, as long as it stands"),
    "SELECT s.id FROM plan_sendings s JOIN transactions t ON t.id = s.transaction_id"
    "  LEFT JOIN installments i ON i.plan_id = s.plan_id AND i.version = s.version"
    "                          AND i.number = s.number"
    " WHERE s.state = 'used' AND t.state <> 'voided' AND t.refunded_cents < t.amount_cents"
    "   AND (i.id IS NULL OR (coalesce(i.transaction_id, 0) <> t.id"
    "                         AND i.lost_transaction_id IS NULL))"
    " UNION "
    "SELECT s.id FROM plan_sendings s"
    " WHERE s.state IN ('paid', 'no-card', 'used') AND s.transaction_id IS NULL"
    " ORDER BY 1",
    N_ ("sending %s"),
  },
  {
    N_ ("Each payment plan that was accepted by paying has that payment"),
    "SELECT v.plan_id FROM plan_versions v"
    " WHERE v.authorized = 'remote'"
    "   AND NOT EXISTS (SELECT 1 FROM plan_sendings s WHERE s.plan_id = v.plan_id"
    "                      AND s.version = v.number AND s.transaction_id IS NOT NULL)"
    " ORDER BY v.plan_id",
    N_ ("payment plan %s"),
  },
  {
    N_ ("Each paper that is kept with a payment plan is whole"),
    "SELECT d.id FROM plan_documents d"
    " WHERE d.is_kept AND d.n_bytes <> (SELECT coalesce(sum(length(p.bytes)), 0)"
    "                                     FROM plan_document_pieces p"
    "                                    WHERE p.document_id = d.id)"
    " ORDER BY d.id",
    N_ ("document %s"),
  },
};

gboolean
till_verify_plans (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  return till_verify_checks (connection, checks, G_N_ELEMENTS (checks), findings, error);
}
