/* till-store-patients-private.h: what the two files on patients share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-patients.h"

G_BEGIN_DECLS

/* The birth dates that @text may mean, and how many: "1980-05-17", "5/17/1980", "5/17/80" (then
 * either century). */
guint till_patient_read_birth_dates (const char *text, TillDay days[2]);

/* Of a row of patients, by the table's name in the query with its point: it did not come with a
 * file that is still coming, or was taken back. */
#define TILL_PATIENT_IS_THERE(patients)                                                            \
  "(" patients "import_id IS NULL OR (SELECT f.state FROM book_imports AS f"                       \
  "  WHERE f.id = " patients "import_id) IN ('shown', 'done'))"

/* Likewise, and no other record stands for it. */
#define TILL_PATIENT_SHOWN(patients)                                                               \
  "(" patients "merged_into IS NULL AND " TILL_PATIENT_IS_THERE (patients) ")"

/* Likewise: somebody who may be asked for what is owed, by any channel. */
#define TILL_PATIENT_MAY_BE_ASKED(patients)                                                        \
  "(" patients "state = 'active' AND NOT " patients "do_not_contact)"

/* The record that stands for the one of that id: a parameter, or a column with its table. */
#define TILL_PATIENT_STANDS_FOR(id)                                                                \
  "coalesce((SELECT k.merged_into FROM patients AS k WHERE k.id = " id "), " id ")"

/* As till_store_add_patient(), of a file; import_id 0: of none. */
gboolean till_store_add_patient_of (TillDbConnection *connection,
                                    TillPatient      *patient,
                                    gint64            import_id,
                                    TillInstant       at,
                                    GError          **error);

/* Writes what of @patient may be changed by a file over the row it has: number, name, birth date,
 * phone, e-mail, address, guarantor. */
gboolean till_store_write_patient (TillDbConnection  *connection,
                                   const TillPatient *patient,
                                   GError           **error);

G_END_DECLS
