/* till-store-verify-merges.c: whether each merged record is shown as another, and nowhere itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"

static const TillInvariant checks[] = {
  {
    N_ ("Each merged record is shown as the one that its merge says"),
    "SELECT p.id FROM patients p"
    " WHERE p.merged_into IS NOT NULL"
    "   AND NOT EXISTS (SELECT 1 FROM merges m WHERE m.patient_id = p.id AND m.undone_at IS NULL)"
    " UNION "
    "SELECT m.patient_id FROM merges m JOIN patients p ON p.id = m.patient_id"
    "  JOIN patients k ON k.id = m.kept_id"
    " WHERE m.undone_at IS NULL AND coalesce(p.merged_into, 0) <> coalesce(k.merged_into, k.id)"
    " ORDER BY 1",
    N_ ("patient %s"),
  },
  {
    N_ ("Nobody has a merged record for guarantor, and no balance is shown of one"),
    "SELECT p.id FROM patients m JOIN patients p ON p.guarantor_id = m.id"
    " WHERE m.merged_into IS NOT NULL AND p.id <> m.id"
    " UNION "
    "SELECT m.id FROM patients m JOIN balances b ON b.guarantor_id = m.id"
    "  JOIN editions e ON e.id = b.edition_id AND e.state = 'shown'"
    " WHERE m.merged_into IS NOT NULL"
    " ORDER BY 1",
    N_ ("patient %s"),
  },
  {
    N_ ("Each merge, and each undone one, is in the audit log"),
    "SELECT m.id FROM merges m"
    " WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject = 'merges' AND a.subject_id = m.id"
    "                                           AND a.deed = 'merge-patients')"
    "    OR (m.undone_at IS NOT NULL)"
    "       <> EXISTS (SELECT 1 FROM audit a WHERE a.subject = 'merges' AND a.subject_id = m.id"
    "                                          AND a.deed = 'undo-merge')"
    " ORDER BY m.id",
    N_ ("merge %s"),
  },
};

gboolean
till_verify_merges (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  return till_verify_checks (connection, checks, G_N_ELEMENTS (checks), findings, error);
}
