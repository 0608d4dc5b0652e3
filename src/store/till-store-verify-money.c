/* till-store-verify-money.c: what one query each can tell about payments, attempts, receipts,
 * ledger
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"

/* Refunds that came to nothing took nothing. */
#define TAKEN "state NOT IN ('declined', 'failed')"
#define COUNTED                                                                                    \
  "CASE WHEN t.state IN ('captured', 'settled', 'voided') THEN t.amount_cents ELSE 0 END"
#define HOUR "3600000"

static const TillInvariant checks[] = {
  {
    N_ ("No payment is refunded by more than it was, and each knows what its refunds took"),
    "SELECT p.id FROM transactions p LEFT JOIN ("
    "  SELECT related_id, -sum(amount_cents) AS cents FROM transactions"
    "   WHERE related_id IS NOT NULL AND " TAKEN " GROUP BY related_id) r ON r.related_id = p.id"
    " WHERE p.refunded_cents <> coalesce(r.cents, 0)"
    "    OR p.refunded_cents > CASE WHEN p.kind = 'payment' THEN p.amount_cents ELSE 0 END"
    " ORDER BY p.id",
    N_ ("transaction %s"),
  },
  {
    N_ ("A void takes back a whole payment, and each voided payment has its void"),
    "SELECT v.id FROM transactions v LEFT JOIN transactions p ON p.id = v.related_id"
    " WHERE v.kind = 'void' AND v." TAKEN
    "   AND (p.id IS NULL OR p.kind <> 'payment' OR p.state <> 'voided'"
    "        OR p.refunded_cents <> p.amount_cents)"
    " UNION ALL "
    "SELECT p.id FROM transactions p"
    " WHERE p.kind = 'payment' AND p.state = 'voided'"
    "   AND NOT EXISTS (SELECT 1 FROM transactions v"
    "                    WHERE v.related_id = p.id AND v.kind = 'void' AND v." TAKEN ")"
    " ORDER BY 1",
    N_ ("transaction %s"),
  },
  {
    N_ ("Each refund belongs to a payment"),
    "SELECT r.id FROM transactions r LEFT JOIN transactions p ON p.id = r.related_id"
    " WHERE r.related_id IS NOT NULL"
    "   AND (p.id IS NULL OR p.kind <> 'payment' OR r.kind = 'payment')"
    " ORDER BY r.id",
    N_ ("transaction %s"),
  },
  {
    N_ ("What is posted stands in the ledger once, with its amount, or was marked by hand"),
    "SELECT t.id FROM transactions t LEFT JOIN ("
    "  SELECT transaction_id, sum(amount_cents) AS cents FROM ledger_entries"
    "   WHERE transaction_id IS NOT NULL GROUP BY transaction_id) e ON e.transaction_id = t.id"
    " WHERE (e.transaction_id IS NOT NULL"
    "        AND (t.posting <> 'posted' OR e.cents <> -(" COUNTED ")))"
    "    OR (e.transaction_id IS NULL AND t.posting = 'posted'"
    "        AND NOT EXISTS (SELECT 1 FROM audit a"
    "                         WHERE a.subject = 'transactions' AND a.subject_id = t.id"
    "                           AND a.deed = 'mark-posted'))"
    " ORDER BY t.id",
    N_ ("transaction %s"),
  },
  {
    N_ ("Each ledger entry of a transaction is on the account of its patient and guarantor"),
    "SELECT e.id FROM ledger_entries e JOIN transactions t ON t.id = e.transaction_id"
    " WHERE e.patient_id <> coalesce(t.patient_id, 0)"
    "    OR e.guarantor_id <> coalesce(t.guarantor_id, 0)"
    "    OR (e.kind <> t.kind AND e.kind <> 'reversal')"
    " ORDER BY e.id",
    N_ ("ledger entry %s"),
  },
  {
    N_ ("What takes a ledger entry back is its opposite, of the same account, kind and day"),
    "SELECT r.id FROM ledger_entries r LEFT JOIN ledger_entries e ON e.id = r.reverses_id"
    " WHERE r.reverses_id IS NOT NULL"
    "   AND (e.id IS NULL OR e.transaction_id IS NOT NULL OR e.reverses_id IS NOT NULL"
    "        OR e.amount_cents <> -r.amount_cents OR e.patient_id <> r.patient_id"
    "        OR e.guarantor_id <> r.guarantor_id OR e.kind <> r.kind OR e.day <> r.day)"
    " ORDER BY r.id",
    N_ ("ledger entry %s"),
  },
  {
    /* Of what is not in the table this holds by how it is reckoned (rules/till-allocation.h). */
    N_ ("What was allocated by hand of each payment is its amount, less what was given back"),
    "SELECT a.entry_id FROM (SELECT entry_id, sum(amount_cents) AS cents FROM allocations"
    "                         GROUP BY entry_id) a"
    "  JOIN ledger_entries e ON e.id = a.entry_id"
    " WHERE a.cents + e.amount_cents"
    "       + coalesce((SELECT sum(r.amount_cents) FROM ledger_entries r"
    "                    WHERE r.reverses_id = e.id), 0)"
    "       + coalesce((SELECT sum(r.amount_cents) FROM ledger_entries r"
    "                    WHERE r.transaction_id = e.transaction_id AND r.id <> e.id), 0)"
    "       + coalesce((SELECT sum(r.amount_cents) FROM transactions t"
    "                     JOIN ledger_entries r ON r.transaction_id = t.id"
    "                    WHERE t.related_id = e.transaction_id), 0) <> 0"
    " ORDER BY a.entry_id",
    N_ ("ledger entry %s"),
  },
  {
    N_ ("No charge is paid by hand with more than it is, nor with less than nothing"),
    "SELECT c.charge_id FROM (SELECT charge_id, sum(amount_cents) AS cents FROM allocations"
    "                          WHERE charge_id IS NOT NULL GROUP BY charge_id) c"
    "  JOIN ledger_entries e ON e.id = c.charge_id"
    " WHERE c.cents > e.amount_cents + coalesce((SELECT r.amount_cents FROM ledger_entries r"
    "                                             WHERE r.reverses_id = e.id), 0)"
    " UNION "
    "SELECT coalesce(charge_id, entry_id) FROM allocations GROUP BY entry_id, charge_id"
    " HAVING sum(amount_cents) < 0"
    " ORDER BY 1",
    N_ ("ledger entry %s"),
  },
  {
    /* What is of a day after the aging is in no balance yet; where the clock was set back, after
     * the one that is being aged to. */
    N_ ("Each balance is the sum of its guarantor’s ledger entries"),
    "SELECT l.guarantor_id FROM ("
    "  SELECT guarantor_id, sum(amount_cents) AS cents, max(day) AS day FROM account_entries"
    "   GROUP BY guarantor_id) l"
    "  JOIN editions e ON e.state = 'shown' AND e.import_id IS NULL"
    "   AND l.day <= min(e.aged_on, coalesce(e.aging_on, e.aged_on))"
    "  LEFT JOIN balances b ON b.edition_id = e.id AND b.guarantor_id = l.guarantor_id"
    " WHERE b.total_cents IS NULL OR b.total_cents <> l.cents"
    " UNION ALL "
    "SELECT b.guarantor_id FROM balances b"
    "  JOIN editions e ON e.id = b.edition_id AND e.state = 'shown' AND e.import_id IS NULL"
    " WHERE NOT EXISTS (SELECT 1 FROM ledger_entries l WHERE l.guarantor_id = b.guarantor_id)"
    "   AND NOT EXISTS (SELECT 1 FROM patients m JOIN ledger_entries l ON l.guarantor_id = m.id"
    "                    WHERE m.merged_into = b.guarantor_id)"
    " ORDER BY 1",
    N_ ("guarantor %s"),
  },
  {
    N_ ("Each balance from a file is what the file says and what was entered since"),
    "SELECT l.guarantor_id FROM ("
    "  SELECT l.guarantor_id, e.id AS edition_id, sum(l.amount_cents) AS cents"
    "    FROM editions e JOIN account_entries l ON l.day > e.aged_on OR l.id > e.last_entry"
    "   WHERE e.state = 'shown' AND e.import_id IS NOT NULL AND e.lines_until IS NULL"
    "   GROUP BY l.guarantor_id, e.id) l"
    "  LEFT JOIN (SELECT s.edition_id, coalesce(p.merged_into, p.id) AS guarantor_id,"
    "                    sum(s.total_cents) AS total_cents"
    "               FROM balance_bases s JOIN patients p ON p.id = s.guarantor_id GROUP BY 1, 2) f"
    "    ON f.edition_id = l.edition_id AND f.guarantor_id = l.guarantor_id"
    "  LEFT JOIN balances b ON b.edition_id = l.edition_id AND b.guarantor_id = l.guarantor_id"
    " WHERE f.total_cents IS NULL OR b.total_cents IS NULL"
    "    OR b.total_cents <> f.total_cents + l.cents"
    " ORDER BY 1",
    N_ ("guarantor %s"),
  },
  {
    N_ (
      "Each balance from a file of ledger lines is the sum of those and of what was entered since"),
    "SELECT l.guarantor_id FROM ("
    "  SELECT guarantor_id, sum(cents) AS cents, max(day) AS day FROM ("
    "    SELECT l.guarantor_id, l.amount_cents AS cents, l.day FROM account_lines l"
    "      JOIN editions e ON e.state = 'shown' AND e.id = l.edition_id"
    "    UNION ALL"
    "    SELECT l.guarantor_id, l.amount_cents, l.day FROM editions e"
    "      JOIN account_entries l ON l.day > e.lines_until OR l.id > e.last_entry"
    "     WHERE e.state = 'shown' AND e.lines_until IS NOT NULL) GROUP BY guarantor_id) l"
    "  JOIN editions e ON e.state = 'shown' AND e.lines_until IS NOT NULL"
    "   AND l.day <= min(e.aged_on, coalesce(e.aging_on, e.aged_on))"
    "  LEFT JOIN balances b ON b.edition_id = e.id AND b.guarantor_id = l.guarantor_id"
    " WHERE b.total_cents IS NULL OR b.total_cents <> l.cents"
    " ORDER BY 1",
    N_ ("guarantor %s"),
  },
  {
    N_ ("The lines of each file of a ledger come to what the file comes to"),
    "SELECT i.id FROM book_imports i JOIN editions e ON e.import_id = i.id"
    " WHERE e.state IN ('shown', 'kept') AND e.lines_until IS NOT NULL AND i.total_cents <>"
    "  (SELECT coalesce(sum(l.amount_cents), 0) FROM book_lines l WHERE l.edition_id = e.id)"
    " ORDER BY i.id",
    N_ ("import %s"),
  },
  {
    N_ ("The balances of each file come to what the file comes to"),
    "SELECT i.id FROM book_imports i JOIN editions e ON e.import_id = i.id"
    " WHERE e.state IN ('shown', 'kept') AND e.lines_until IS NULL AND i.total_cents <>"
    "  (SELECT coalesce(sum(f.total_cents), 0) FROM balance_bases f WHERE f.edition_id = e.id)"
    "  + (SELECT coalesce(sum(b.total_cents), 0) FROM balances b WHERE b.edition_id = e.id"
    "       AND NOT EXISTS (SELECT 1 FROM balance_bases f WHERE f.edition_id = b.edition_id"
    "                                                       AND f.guarantor_id = b.guarantor_id))"
    " ORDER BY i.id",
    N_ ("import %s"),
  },
  {
    N_ ("Each imported file is kept whole"),
    "SELECT i.id FROM book_imports i WHERE i.state <> 'coming' AND i.n_pieces <>"
    "  (SELECT count(*) FROM book_import_pieces p WHERE p.import_id = i.id AND p.n < i.n_pieces)"
    " ORDER BY i.id",
    N_ ("import %s"),
  },
  {
    N_ ("Each statement’s balance is the sum of the ledger entries up to its last one"),
    /* Of the records that were merged into the guarantor's when it was made. */
    "WITH RECURSIVE records (statement_id, made_at, patient_id) AS ("
    "  SELECT id, made_at, guarantor_id FROM statements WHERE import_id IS NULL"
    "  UNION "
    "  SELECT r.statement_id, r.made_at, m.patient_id FROM records r"
    "    JOIN merges m ON m.kept_id = r.patient_id AND m.merged_at <= r.made_at"
    "                 AND (m.undone_at IS NULL OR m.undone_at > r.made_at)) "
    "SELECT s.id FROM statements s"
    " WHERE s.import_id IS NULL AND s.balance_cents <> (SELECT coalesce(sum(e.amount_cents), 0)"
    "   FROM records r JOIN ledger_entries e ON e.guarantor_id = r.patient_id"
    "  WHERE r.statement_id = s.id AND e.id <= s.last_entry AND e.day <= s.day)"
    " ORDER BY s.id",
    N_ ("statement %s"),
  },
  {
    N_ ("What counts is to be posted or is; what does not count is not"),
    "SELECT id FROM transactions"
    " WHERE (posting = 'none') = (state IN ('captured', 'settled', 'voided'))"
    "   AND NOT (posting = 'posted' AND state = 'failed')"
    " ORDER BY id",
    N_ ("transaction %s"),
  },
  {
    /* A day of no activity proves nothing: the newest entry of the audit tells how late it is. */
    N_ ("No attempt is left as sent without an outcome or a look-up"),
    "SELECT id FROM attempts"
    " WHERE state = 'sent' AND looked_up_at IS NULL"
    "   AND coalesce(sent_at, prepared_at) + " HOUR " <"
    "       (SELECT done_at FROM audit ORDER BY id DESC LIMIT 1)"
    " UNION ALL "
    "SELECT id FROM attempts"
    " WHERE state IN ('sent', 'waiting', 'unknown') AND sent_at IS NULL"
    " UNION ALL "
    "SELECT id FROM attempts"
    " WHERE (ended_at IS NULL) = (state IN ('approved', 'declined', 'rejected', 'not-found',"
    "                                       'abandoned'))"
    " ORDER BY 1",
    N_ ("attempt %s"),
  },
  {
    N_ ("Each approved attempt has its transaction"),
    "SELECT a.id FROM attempts a"
    " WHERE a.state = 'approved'"
    "   AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.attempt_id = a.id AND t." TAKEN ")"
    " ORDER BY a.id",
    N_ ("attempt %s"),
  },
  {
    /* A marked row was taken in late, when the attempt was over. */
    N_ ("No charge is without its attempt, and its attempt is approved"),
    "SELECT t.id FROM transactions t LEFT JOIN attempts a ON a.id = t.attempt_id"
    " WHERE t.attempt_id IS NOT NULL"
    "   AND (a.id IS NULL OR a.kind <> t.kind"
    "        OR (t." TAKEN " AND t.state <> 'pending' AND t.mark IS NULL"
    "            AND a.state <> 'approved'))"
    " ORDER BY t.id",
    N_ ("transaction %s"),
  },
  {
    N_ ("No card was charged without an attempt or a request, unless it was made elsewhere"),
    "SELECT id FROM transactions"
    " WHERE processor IS NOT NULL AND attempt_id IS NULL AND request_id IS NULL"
    "   AND (mark IS NULL OR mark <> '" TILL_MARK_ELSEWHERE "')"
    " ORDER BY id",
    N_ ("transaction %s"),
  },
  {
    N_ (
      "Only what was made elsewhere is without a patient, and nothing of it stands in the ledger"),
    "SELECT t.id FROM transactions t"
    " WHERE t.patient_id IS NULL"
    "   AND (t.mark IS NULL OR t.mark <> '" TILL_MARK_ELSEWHERE "' OR t.guarantor_id IS NOT NULL"
    "        OR EXISTS (SELECT 1 FROM ledger_entries e WHERE e.transaction_id = t.id))"
    " ORDER BY t.id",
    N_ ("transaction %s"),
  },
  {
    N_ ("What takes back a payment belongs to the payment’s patient"),
    "SELECT r.id FROM transactions r JOIN transactions p ON p.id = r.related_id"
    " WHERE coalesce(r.patient_id, 0) <> coalesce(p.patient_id, 0)"
    "    OR coalesce(r.guarantor_id, 0) <> coalesce(p.guarantor_id, 0)"
    " ORDER BY r.id",
    N_ ("transaction %s"),
  },
  {
    N_ ("No attempt moved money twice, unless the second is marked to be given back"),
    "SELECT attempt_id FROM transactions"
    " WHERE attempt_id IS NOT NULL AND " TAKEN " AND (mark IS NULL OR mark <> 'extra')"
    " GROUP BY attempt_id HAVING count(*) > 1"
    " ORDER BY attempt_id",
    N_ ("attempt %s"),
  },
  {
    N_ ("Each receipt number is given once, without a gap in its year"),
    "SELECT year FROM receipts GROUP BY year HAVING min(serial) <> 1 OR count(*) <> max(serial)"
    " ORDER BY year",
    N_ ("year %s"),
  },
};

gboolean
till_verify_money (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  return till_verify_checks (connection, checks, G_N_ELEMENTS (checks), findings, error);
}
