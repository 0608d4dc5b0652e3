/* till-import-rules.h: which patient a row of another program's file is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By the number, else by name and birth date together, never by the name alone (domain.md 6.1):
 * two of one name are two patients, and a balance on the wrong one is asked of the wrong one. Some
 * files have neither: there it is the name and the phone; or the name, once somebody has said that
 * it is enough, or when nothing else is known of either.
 */
#pragma once

#include "model/till-import-row.h"
#include "model/till-records.h"
#include "rules/till-aging.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_IMPORT_NEW,      /* nobody in the practice is it */
  TILL_IMPORT_FOUND,    /* this patient */
  TILL_IMPORT_CONFLICT, /* may be one or another: the words say why; nothing is done with the row */
} TillImportVerdict;

typedef struct
{
  TillImportVerdict  verdict;
  const TillPatient *patient; /* borrowed from the candidates, when found */
  char              *words;   /* of a conflict; owned */
  gboolean           by_name; /* a conflict that is none once somebody says that the name is enough;
                               * or found so */
} TillImportMatch;

void till_import_match_clear (TillImportMatch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillImportMatch, till_import_match_clear)

/**
 * till_import_match:
 * @candidates: (element-type TillPatient): all who have the row's number, and all who have its name
 * @by_name: somebody has said that who is called as the row says is meant by it
 */
void till_import_match (const TillImportRow *row,
                        GPtrArray           *candidates,
                        gboolean             by_name,
                        TillImportMatch     *match);

/* Whether both are one name, whatever case, accents, punctuation and middle initials they are
 * written with. */
gboolean till_import_is_same_name (const char *name, const char *other);

/* What the row says is owed: no age is under zero, and what is credit stands apart. */
void till_import_reckon (const TillImportRow *row, TillAging *aging);

G_END_DECLS
