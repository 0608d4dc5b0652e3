/* till-import-head.h: the beginning of a file of another program: how it is written, its headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person sees before all of the file is read, to say what its columns are.
 */
#pragma once

#include "model/till-import-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char      *letters; /* what it is written in: "UTF-8"; static */
  char             separator;
  GStrv            heading;
  GPtrArray       *rows;   /* GStrv: the first below the heading */
  TillDay          as_of;  /* as a title says; TILL_DAY_NONE: none does */
  TillImportLayout layout; /* a known one, or without a name what the headings are likely to mean */
} TillImportHead;

/**
 * till_import_head_read:
 * @raw: (transfer none): the file at its beginning; can be sought in
 *
 * TILL_ERROR_BAD_INPUT as of till_csv_reader_new(), and for a file of less than a heading;
 * TILL_ERROR_CARD_NUMBER.
 */
TillImportHead *till_import_head_read (GInputStream *raw, GError **error);
void            till_import_head_free (TillImportHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillImportHead, till_import_head_free)

/* A few letters that all files with these headings have, and no others. */
char *till_import_head_dup_form (const TillImportHead *self);

/* In which order the cells of that column write their days, if they tell; else the American one. */
TillDayOrder till_import_head_guess_order (const TillImportHead *self, guint column);

G_END_DECLS
