/* till-store-record.h: a record's fields beside its table's columns, declared once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading, writing, the digest of what never changes, and the refusal of card numbers all go by the
 * same table of fields, so that none of them can forget one.
 */
#pragma once

#include <glib-object.h>

#include "core/till-day.h"
#include "db/till-db.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_FIELD_INT,       /* gint64 */
  TILL_FIELD_REFERENCE, /* gint64; 0 is NULL */
  TILL_FIELD_INSTANT,   /* TillInstant; TILL_INSTANT_NONE is NULL */
  TILL_FIELD_DAY,       /* TillDay; TILL_DAY_NONE is NULL */
  TILL_FIELD_BOOL,
  TILL_FIELD_ENUM,
  TILL_FIELD_TEXT,
  TILL_FIELD_FULL_TEXT, /* text that is never NULL: then it is "" */
} TillFieldKind;

typedef struct
{
  const char   *column;
  TillFieldKind kind;
  gsize         offset;
  gboolean      fixed;      /* never changes: belongs to the facts */
  GType (*get_type) (void); /* of an enum */
  const char *typed_as;     /* N_("the note"): typed by a person, must hold no card number */
} TillField;

typedef struct
{
  const char      *table;
  const TillField *fields;
  guint            n_fields;
  gpointer (*create) (void);
  GDestroyNotify     release;
  gsize              id;     /* where the record has it: a gint64 */
  const char *const *kept;   /* columns the store keeps beside the fields; bound by the caller */
  char              *select; /* made when first asked for */
  char              *insert;
  char              *update;
} TillRecordType;

/* The three members about the record itself. */
#define TILL_RECORD_OF(Type, type)                                                                 \
  (gpointer (*) (void)) type##_new, (GDestroyNotify) type##_free, G_STRUCT_OFFSET (Type, id)

/* "SELECT id, … FROM table": the id, then the fields. */
const char *till_record_select (TillRecordType *type);

/* That with @where behind it: "WHERE id = ?1", "ORDER BY …". */
TillDbStatement *till_record_prepare (TillRecordType   *type,
                                      TillDbConnection *connection,
                                      const char       *where,
                                      GError          **error);

/* "INSERT INTO table (…) VALUES (…)": the fields, then the kept columns. */
const char *till_record_insert (TillRecordType *type);

/* "UPDATE table SET … WHERE id = ?": the fields, then the kept columns, then the id. */
const char *till_record_update (TillRecordType *type);

/* A new record: of the row of till_record_select() that @row stands at. */
gpointer till_record_read_row (const TillRecordType *type, TillDbStatement *row);

/* All rows left of @rows, with their free function. NULL on an error. */
GPtrArray *till_record_read_rows (const TillRecordType *type,
                                  TillDbStatement      *rows,
                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first row of @row, whose parameters are bound; NULL without an error when there is none. */
gpointer till_record_read_first (const TillRecordType *type,
                                 TillDbStatement      *row,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* @where has ?1 for the id. *record is NULL when there is none. */
gboolean till_record_find (TillRecordType   *type,
                           TillDbConnection *connection,
                           const char       *where,
                           gint64            id,
                           gpointer         *record,
                           GError          **error);

/* Returns the index of the first parameter after the fields. */
int till_record_bind (const TillRecordType *type, TillDbStatement *statement, gconstpointer record);

/* SHA-256 over the fixed fields, in hexadecimal. */
char *till_record_facts (const TillRecordType *type,
                         gconstpointer         record) G_GNUC_WARN_UNUSED_RESULT;

/* TILL_ERROR_CARD_NUMBER when a field that a person typed holds one. */
gboolean till_record_refuse_cards (const TillRecordType *type,
                                   gconstpointer         record,
                                   GError              **error);

/* One value of a canonical form: no two lists of values give the same text. */
void till_canonical_int (GString *text, gint64 value);
void till_canonical_text (GString *text, const char *value);

G_END_DECLS
