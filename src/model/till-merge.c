/* till-merge.c: two records of one patient, of which one is to stand for both
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-merge.h"

#include "core/till-text.h"

static char **
find_text (TillPatient *patient, TillMergeField field)
{
  switch (field)
    {
    case TILL_MERGE_NAME:
      return &patient->name;
    case TILL_MERGE_PHONE:
      return &patient->phone;
    case TILL_MERGE_EMAIL:
      return &patient->email;
    case TILL_MERGE_ADDRESS:
      return &patient->address;
    case TILL_MERGE_NOTE:
      return &patient->note;
    case TILL_MERGE_BIRTH_DATE:
    case TILL_N_MERGE_FIELDS:
    default:
      return NULL;
    }
}

char *
till_merge_field_dup (const TillPatient *patient, TillMergeField field)
{
  const char *text;

  if (field == TILL_MERGE_BIRTH_DATE)
    return till_day_is_none (patient->birth_date) ? NULL : till_day_to_iso (patient->birth_date);

  text = *find_text ((TillPatient *) patient, field);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

void
till_merge_field_set (TillPatient *patient, TillMergeField field, const char *text)
{
  if (field == TILL_MERGE_BIRTH_DATE)
    patient->birth_date = text != NULL ? till_day_from_iso (text) : TILL_DAY_NONE;
  else
    till_text_set (find_text (patient, field), text);
}

void
till_merge_side_free (TillMergeSide *self)
{
  till_patient_free (self->patient);
  g_free (self);
}

void
till_merged_record_free (TillMergedRecord *self)
{
  g_free (self->name);
  g_free (self->number);
  g_free (self->merged_by);
  g_free (self);
}
