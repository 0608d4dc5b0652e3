/* till-store-verify-bank.c: lines of the bank's statements and deposits belong together as they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"

/* What each line pays. */
#define PAID                                                                                       \
  "(SELECT m.line_id, count(*) AS n, sum(d.deposited_cents) AS cents, min(m.how) AS how,"          \
  "        count(DISTINCT m.how) AS n_ways"                                                        \
  "   FROM deposit_matches m JOIN deposits d ON d.id = m.deposit_id GROUP BY m.line_id)"

static const TillInvariant checks[] = {
  {
    N_ ("Each deposit and its line of the bank’s statement know of each other"),
    "SELECT d.id FROM deposits d LEFT JOIN deposit_matches m ON m.deposit_id = d.id"
    " WHERE coalesce(d.bank_line_id, 0) <> coalesce(m.line_id, 0)"
    " UNION "
    "SELECT m.deposit_id FROM deposit_matches m"
    "  LEFT JOIN deposits d ON d.id = m.deposit_id"
    "  LEFT JOIN bank_lines l ON l.id = m.line_id"
    " WHERE d.id IS NULL OR l.id IS NULL"
    " ORDER BY 1",
    N_ ("deposit %s"),
  },
  {
    N_ ("Each line of a statement says which deposits it pays, and what they differ by"),
    "SELECT l.id FROM bank_lines l LEFT JOIN " PAID " p ON p.line_id = l.id"
    "  LEFT JOIN deposit_matches m ON m.deposit_id = l.deposit_id AND m.line_id = l.id"
    "  LEFT JOIN deposits d ON d.id = m.deposit_id"
    " WHERE (l.state = 'matched') <> (p.n IS NOT NULL)"
    "    OR l.n_deposits <> coalesce(p.n, 0)"
    "    OR (p.n IS NULL) <> (d.id IS NULL)"
    "    OR (p.n IS NULL AND l.deposit_id IS NOT NULL)"
    "    OR coalesce(l.funded_on, 0) <> coalesce(d.funded_on, 0)"
    "    OR l.difference_cents <> coalesce(l.amount_cents - p.cents, 0)"
    " ORDER BY l.id",
    N_ ("line %s"),
  },
  {
    /* What a person has matched is in the audit with the name. */
    N_ ("A line equals the deposits it pays, or was matched by hand by somebody"),
    "SELECT l.id FROM bank_lines l JOIN " PAID " p ON p.line_id = l.id"
    " WHERE p.n_ways <> 1 OR (p.how = 'automatic' AND p.cents <> l.amount_cents)"
    "    OR EXISTS (SELECT 1 FROM deposit_matches m"
    "                WHERE m.line_id = l.id"
    "                  AND NOT EXISTS (SELECT 1 FROM audit a"
    "                                   WHERE a.subject = 'bank_lines' AND a.subject_id = l.id"
    "                                     AND a.deed = 'match-bank-line'"
    "                                     AND a.actor = m.matched_by AND a.done_at = m.matched_at"
    "                                     AND a.after_json LIKE '%\"how\":\"' || m.how || '\"%'))"
    " ORDER BY l.id",
    N_ ("line %s"),
  },
  {
    N_ ("Only a deposit that the processor reports is paid by a line of a statement"),
    "SELECT d.id FROM deposits d JOIN deposit_matches m ON m.deposit_id = d.id"
    " WHERE d.kind = 'expected' OR d.state = 'withdrawn'"
    " ORDER BY d.id",
    N_ ("deposit %s"),
  },
  {
    N_ ("A statement that was taken back leaves no line and no match"),
    "SELECT l.id FROM bank_lines l LEFT JOIN imports i ON i.id = l.import_id"
    " WHERE i.id IS NULL"
    "    OR (i.hidden = 0 AND (i.taken_back_at IS NULL) = (l.state = 'taken-back'))"
    "    OR (i.hidden = 0 AND i.taken_back_at IS NOT NULL"
    "        AND EXISTS (SELECT 1 FROM deposit_matches m WHERE m.line_id = l.id))"
    " ORDER BY l.id",
    N_ ("line %s"),
  },
  {
    N_ ("Each statement has the lines that it brought"),
    "SELECT i.id FROM imports i"
    " WHERE i.hidden = 0 AND i.n_new <> (SELECT count(*) FROM bank_lines l WHERE l.import_id = "
    "i.id)"
    " ORDER BY i.id",
    N_ ("statement %s"),
  },
};

gboolean
till_verify_bank (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  return till_verify_checks (connection, checks, G_N_ELEMENTS (checks), findings, error);
}
