/* till-store-record.c: a record's fields beside its table's columns, declared once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "model/till-states.h"

#define MEMBER(Type, record, field) (*(Type *) G_STRUCT_MEMBER_P (record, (field)->offset))

const char *
till_record_select (TillRecordType *type)
{
  if (g_once_init_enter (&type->select))
    {
      GString *sql = g_string_new ("SELECT id");

      for (guint i = 0; i < type->n_fields; i++)
        g_string_append_printf (sql, ", %s", type->fields[i].column);
      g_string_append_printf (sql, " FROM %s", type->table);

      g_once_init_leave (&type->select, g_string_free (sql, FALSE));
    }

  return type->select;
}

TillDbStatement *
till_record_prepare (TillRecordType   *type,
                     TillDbConnection *connection,
                     const char       *where,
                     GError          **error)
{
  g_autofree char *sql = g_strconcat (till_record_select (type), " ", where, NULL);

  return till_db_prepare (connection, sql, error);
}

const char *
till_record_insert (TillRecordType *type)
{
  if (g_once_init_enter (&type->insert))
    {
      g_autoptr (GString) values = g_string_new (") VALUES (?1");
      GString            *sql = g_string_new (NULL);
      guint               n_values = type->n_fields;

      g_string_append_printf (sql, "INSERT INTO %s (%s", type->table, type->fields[0].column);
      for (guint i = 1; i < type->n_fields; i++)
        g_string_append_printf (sql, ", %s", type->fields[i].column);
      for (const char *const *column = type->kept; column != NULL && *column != NULL; column++)
        {
          g_string_append_printf (sql, ", %s", *column);
          n_values++;
        }
      for (guint i = 2; i <= n_values; i++)
        g_string_append_printf (values, ", ?%u", i);
      g_string_append_printf (sql, "%s)", values->str);

      g_once_init_leave (&type->insert, g_string_free (sql, FALSE));
    }

  return type->insert;
}

const char *
till_record_update (TillRecordType *type)
{
  if (g_once_init_enter (&type->update))
    {
      GString *sql = g_string_new (NULL);
      guint    n = 0;

      g_string_append_printf (sql, "UPDATE %s SET ", type->table);
      for (guint i = 0; i < type->n_fields; i++)
        g_string_append_printf (sql, "%s%s = ?%u", i > 0 ? ", " : "", type->fields[i].column, ++n);
      for (const char *const *column = type->kept; column != NULL && *column != NULL; column++)
        g_string_append_printf (sql, ", %s = ?%u", *column, ++n);
      g_string_append_printf (sql, " WHERE id = ?%u", n + 1);

      g_once_init_leave (&type->update, g_string_free (sql, FALSE));
    }

  return type->update;
}

static void
read_enum (const TillField *field, const char *text, gpointer record)
{
  /* A CHECK of the table leaves no other text in it than ours. */
  if (!till_enum_from_text (field->get_type (), text, &MEMBER (int, record, field)))
    g_warning ("%s: no such value: %s", field->column, text);
}

static void
read_fields (const TillRecordType *type, TillDbStatement *row, gpointer record)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TillField *field = &type->fields[i];
      int              column = (int) i + 1;

      switch (field->kind)
        {
        case TILL_FIELD_INT:
        case TILL_FIELD_REFERENCE:
          MEMBER (gint64, record, field) = till_db_column_int (row, column);
          break;

        case TILL_FIELD_INSTANT:
          MEMBER (gint64, record, field) = till_db_column_is_null (row, column)
                                             ? TILL_INSTANT_NONE
                                             : till_db_column_int (row, column);
          break;

        case TILL_FIELD_DAY:
          MEMBER (TillDay, record, field) =
            till_db_column_is_null (row, column)
              ? TILL_DAY_NONE
              : (TillDay){ (gint32) till_db_column_int (row, column) };
          break;

        case TILL_FIELD_BOOL:
          MEMBER (gboolean, record, field) = till_db_column_int (row, column) != 0;
          break;

        case TILL_FIELD_ENUM:
          read_enum (field, till_db_column_text (row, column), record);
          break;

        case TILL_FIELD_TEXT:
        case TILL_FIELD_FULL_TEXT:
          g_free (MEMBER (char *, record, field));
          MEMBER (char *, record, field) = till_db_column_dup_text (row, column);
          break;

        default:
          g_return_if_reached ();
        }
    }
}

gpointer
till_record_read_row (const TillRecordType *type, TillDbStatement *row)
{
  gpointer record = type->create ();

  G_STRUCT_MEMBER (gint64, record, type->id) = till_db_column_int (row, 0);
  read_fields (type, row, record);

  return record;
}

GPtrArray *
till_record_read_rows (const TillRecordType *type, TillDbStatement *rows, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (type->release);
  TillStep              step;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_ptr_array_add (records, till_record_read_row (type, rows));

  return step == TILL_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

gpointer
till_record_read_first (const TillRecordType *type, TillDbStatement *row, GError **error)
{
  return till_db_step (row, error) == TILL_STEP_ROW ? till_record_read_row (type, row) : NULL;
}

gboolean
till_record_find (TillRecordType   *type,
                  TillDbConnection *connection,
                  const char       *where,
                  gint64            id,
                  gpointer         *record,
                  GError          **error)
{
  g_autoptr (TillDbStatement) row = till_record_prepare (type, connection, where, error);
  TillStep                    step;

  *record = NULL;
  if (row == NULL)
    return FALSE;

  till_db_bind_int (row, 1, id);
  step = till_db_step (row, error);
  if (step == TILL_STEP_ROW)
    *record = till_record_read_row (type, row);

  return step != TILL_STEP_ERROR;
}

/* ── One value of a field, as the table has it ───────────────────────────────────────────────── */

static gboolean
is_null (const TillField *field, gconstpointer record)
{
  if (field->kind == TILL_FIELD_REFERENCE)
    return MEMBER (const gint64, record, field) == 0;
  if (field->kind == TILL_FIELD_INSTANT)
    return MEMBER (const gint64, record, field) == TILL_INSTANT_NONE;
  if (field->kind == TILL_FIELD_DAY)
    return till_day_is_none (MEMBER (const TillDay, record, field));

  return field->kind == TILL_FIELD_TEXT && MEMBER (char *const, record, field) == NULL;
}

static gboolean
is_text (const TillField *field)
{
  return field->kind == TILL_FIELD_TEXT || field->kind == TILL_FIELD_FULL_TEXT ||
         field->kind == TILL_FIELD_ENUM;
}

static const char *
text_of (const TillField *field, gconstpointer record)
{
  const char *text;

  if (field->kind == TILL_FIELD_ENUM)
    return till_enum_to_text (field->get_type (), MEMBER (const int, record, field));

  text = MEMBER (const char *const, record, field);

  return text == NULL && field->kind == TILL_FIELD_FULL_TEXT ? "" : text;
}

static gint64
int_of (const TillField *field, gconstpointer record)
{
  if (field->kind == TILL_FIELD_DAY)
    return MEMBER (const TillDay, record, field).number;

  return field->kind == TILL_FIELD_BOOL ? MEMBER (const gboolean, record, field) != FALSE
                                        : MEMBER (const gint64, record, field);
}

int
till_record_bind (const TillRecordType *type, TillDbStatement *statement, gconstpointer record)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TillField *field = &type->fields[i];
      int              index = (int) i + 1;

      if (is_null (field, record))
        till_db_bind_null (statement, index);
      else if (is_text (field))
        till_db_bind_text (statement, index, text_of (field, record));
      else
        till_db_bind_int (statement, index, int_of (field, record));
    }

  return (int) type->n_fields + 1;
}

/* ── The digest ──────────────────────────────────────────────────────────────────────────────── */

/* By hand: verifying a million rows writes a hundred million of these. */
static void
append_decimal (GString *text, gint64 value)
{
  char    digits[24];
  char   *at = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--at = '-';

  g_string_append_len (text, at, digits + sizeof digits - at);
}

void
till_canonical_int (GString *text, gint64 value)
{
  append_decimal (text, value);
  g_string_append_c (text, ';');
}

void
till_canonical_text (GString *text, const char *value)
{
  gsize length;

  if (value == NULL)
    {
      g_string_append_len (text, "-;", 2);
      return;
    }

  length = strlen (value);
  append_decimal (text, (gint64) length);
  g_string_append_c (text, ':');
  g_string_append_len (text, value, (gssize) length);
  g_string_append_c (text, ';');
}

char *
till_record_facts (const TillRecordType *type, gconstpointer record)
{
  g_autoptr (GString) text = g_string_sized_new (512);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TillField *field = &type->fields[i];

      if (!field->fixed)
        continue;

      if (is_null (field, record))
        till_canonical_text (text, NULL);
      else if (is_text (field))
        till_canonical_text (text, text_of (field, record));
      else
        till_canonical_int (text, int_of (field, record));
    }

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

gboolean
till_record_refuse_cards (const TillRecordType *type, gconstpointer record, GError **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TillField *field = &type->fields[i];

      if (field->typed_as != NULL &&
          !till_text_refuse_card_number (text_of (field, record), _ (field->typed_as), error))
        return FALSE;
    }

  return TRUE;
}
