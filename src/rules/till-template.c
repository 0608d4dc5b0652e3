/* till-template.c: templates of messages: what may stand in one, and what becomes of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"

/* ── Placeholders ────────────────────────────────────────────────────────────────────────────── */

#define OF(purpose) (1u << TILL_PURPOSE_##purpose)
#define OF_ALL (OF (REQUEST) | OF (REMINDER) | OF (RECEIPT) | OF (PLAN) | OF (DECLINED))

static const struct
{
  const char *text;
  const char *words;
  guint       purposes;
  guint       required; /* of which the body can't be without it */
} placeholders[TILL_N_PLACEHOLDERS] = {
  [TILL_PLACEHOLDER_FIRST_NAME] = { "first name", N_ ("First name"), OF_ALL, 0 },
  [TILL_PLACEHOLDER_FULL_NAME] = { "full name", N_ ("Full name"), OF_ALL, 0 },
  [TILL_PLACEHOLDER_PRACTICE] = { "practice", N_ ("Name of the practice"), OF_ALL, 0 },
  [TILL_PLACEHOLDER_PRACTICE_PHONE] = { "practice phone", N_ ("Phone of the practice"), OF_ALL, 0 },
  [TILL_PLACEHOLDER_AMOUNT] = { "amount", NULL, OF_ALL, 0 },
  [TILL_PLACEHOLDER_BALANCE] = { "balance", N_ ("Balance of the account"),
                                 OF (REQUEST) | OF (REMINDER) | OF (PLAN), 0 },
  [TILL_PLACEHOLDER_LINK] = { "link", N_ ("Link to pay"),
                              OF (REQUEST) | OF (REMINDER) | OF (PLAN) | OF (DECLINED),
                              OF (REQUEST) | OF (REMINDER) },
  [TILL_PLACEHOLDER_NOTE] = { "note", N_ ("Note for the patient"), OF (REQUEST) | OF (REMINDER),
                              0 },
  [TILL_PLACEHOLDER_RECEIPT_NUMBER] = { "receipt number", N_ ("Receipt number"), OF (RECEIPT), 0 },
  [TILL_PLACEHOLDER_CARD] = { "card", N_ ("Card and its last four digits"),
                              OF (RECEIPT) | OF (PLAN) | OF (DECLINED), 0 },
  [TILL_PLACEHOLDER_DAY] = { "day", NULL, OF_ALL & ~OF (REQUEST), 0 },
};

const char *
till_placeholder_to_text (TillPlaceholder placeholder)
{
  return placeholders[placeholder].text;
}

static const char *
get_amount_words (TillPurpose purpose)
{
  switch (purpose)
    {
    case TILL_PURPOSE_RECEIPT:
      return _ ("Amount paid");
    case TILL_PURPOSE_PLAN:
      return _ ("Amount due");
    case TILL_PURPOSE_DECLINED:
      return _ ("Amount declined");
    case TILL_PURPOSE_REQUEST:
    case TILL_PURPOSE_REMINDER:
    case TILL_PURPOSE_ANSWER:
    default:
      return _ ("Amount asked for");
    }
}

static const char *
get_day_words (TillPurpose purpose)
{
  switch (purpose)
    {
    case TILL_PURPOSE_RECEIPT:
    case TILL_PURPOSE_DECLINED:
      return _ ("Day of the payment");
    case TILL_PURPOSE_PLAN:
      return _ ("Day it is due");
    case TILL_PURPOSE_REQUEST:
    case TILL_PURPOSE_REMINDER:
    case TILL_PURPOSE_ANSWER:
    default:
      return _ ("Day of the request");
    }
}

const char *
till_placeholder_to_words (TillPlaceholder placeholder, TillPurpose purpose)
{
  if (placeholder == TILL_PLACEHOLDER_AMOUNT)
    return get_amount_words (purpose);
  if (placeholder == TILL_PLACEHOLDER_DAY)
    return get_day_words (purpose);

  return _ (placeholders[placeholder].words);
}

gboolean
till_placeholder_is_for (TillPlaceholder placeholder, TillPurpose purpose)
{
  return (placeholders[placeholder].purposes & (1u << purpose)) != 0;
}

gboolean
till_placeholder_is_required (TillPlaceholder placeholder, TillPurpose purpose)
{
  return (placeholders[placeholder].required & (1u << purpose)) != 0;
}

/* However it was typed: "{First  Name}". */
static gboolean
find_placeholder (const char *name, TillPlaceholder *placeholder)
{
  g_autofree char *folded = till_text_fold (name);

  g_strstrip (folded);
  for (guint i = 0; i < TILL_N_PLACEHOLDERS; i++)
    {
      if (g_str_equal (folded, placeholders[i].text))
        {
          *placeholder = (TillPlaceholder) i;
          return TRUE;
        }
    }

  return FALSE;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

typedef enum
{
  PART_END,
  PART_TEXT,        /* from @text, @length bytes */
  PART_PLACEHOLDER, /* @name is what stands between the braces */
  PART_OPEN,        /* a brace that is not closed in its line */
} PartKind;

typedef struct
{
  PartKind    kind;
  const char *text; /* where it begins */
  gsize       length;
  char       *name; /* (owned) */
} Part;

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->name, g_free);
}

/* The next part of a line; *@at is behind it then. */
static void
read_part (const char **at, Part *part)
{
  const char *from = *at;
  gsize       length;

  part_clear (part);
  part->text = from;
  if (from[0] == '\0')
    {
      part->kind = PART_END;
      return;
    }
  if (from[0] == '{' && from[1] == '{')
    {
      *part = (Part){ PART_TEXT, from, 1, NULL };
      *at = from + 2;
      return;
    }
  if (from[0] != '{')
    {
      length = strcspn (from, "{");
      *part = (Part){ PART_TEXT, from, length, NULL };
      *at = from + length;
      return;
    }

  length = strcspn (from + 1, "{}");
  if (from[1 + length] != '}')
    {
      *part = (Part){ PART_OPEN, from, 1, NULL };
      *at = from + 1;
      return;
    }
  *part = (Part){ PART_PLACEHOLDER, from, length + 2, g_strndup (from + 1, length) };
  *at = from + length + 2;
}

/* ── Checking ────────────────────────────────────────────────────────────────────────────────── */

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (TILL_ERROR, TILL_ERROR_BAD_INPUT, format, args));
  va_end (args);

  return FALSE;
}

/* "the subject", "line 3". */
static char *
name_place (guint n_line)
{
  if (n_line == 0)
    return g_strdup (_ ("the subject"));

  return g_strdup_printf (_ ("line %u"), n_line);
}

static gboolean
check_placeholder (const char *name, TillPurpose purpose, guint n_line, guint *seen, GError **error)
{
  g_autofree char *place = name_place (n_line);
  TillPlaceholder  placeholder;

  if (!find_placeholder (name, &placeholder))
    /* Translators: what was typed; "line 3" or "the subject" */
    return refuse (error,
                   _ ("“{%s}” in %s is not a placeholder. Choose one from the list, or write “{{” "
                      "for a brace."),
                   name, place);
  if (!till_placeholder_is_for (placeholder, purpose))
    return refuse (error,
                   _ ("“{%s}” in %s is never known in this message. Choose a placeholder from the "
                      "list instead."),
                   name, place);
  *seen |= 1u << placeholder;

  return TRUE;
}

/* @n_line: 0 in the subject. */
static gboolean
check_line (const char *line, TillPurpose purpose, guint n_line, guint *seen, GError **error)
{
  Part part = { PART_END, NULL, 0, NULL };

  for (read_part (&line, &part); part.kind != PART_END; read_part (&line, &part))
    {
      gboolean good = TRUE;

      if (part.kind == PART_PLACEHOLDER)
        good = check_placeholder (part.name, purpose, n_line, seen, error);
      if (part.kind == PART_OPEN)
        {
          g_autofree char *place = name_place (n_line);
          g_autofree char *start =
            g_utf8_substring (part.text, 0, MIN (g_utf8_strlen (part.text, -1), 15));

          good = refuse (error,
                         _ ("The brace at “%s” in %s is not closed. Close it with “}”, or write "
                            "“{{” for a brace."),
                         start, place);
        }
      if (!good)
        {
          part_clear (&part);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_subject (const TillWording *wording, GError **error)
{
  g_autofree char *tidy = till_text_tidy (wording->subject);
  guint            seen = 0;

  if (wording->channel != TILL_CHANNEL_EMAIL)
    return TRUE;
  if (tidy == NULL)
    return refuse (error, _ ("An e-mail needs a subject. Enter one."));
  if (strchr (wording->subject, '\n') != NULL)
    return refuse (error, _ ("The subject must be one line."));
  if (g_utf8_strlen (wording->subject, -1) > TILL_TEMPLATE_SUBJECT_LENGTH)
    return refuse (error, _ ("The subject is too long: it has room for %d characters."),
                   TILL_TEMPLATE_SUBJECT_LENGTH);

  return check_line (wording->subject, wording->purpose, 0, &seen, error);
}

static gboolean
check_body (const TillWording *wording, GError **error)
{
  g_autofree char *tidy = till_text_tidy (wording->body);
  g_auto (GStrv)   lines = g_strsplit (wording->body, "\n", -1);
  int              most =
    wording->channel == TILL_CHANNEL_EMAIL ? TILL_TEMPLATE_EMAIL_LENGTH : TILL_TEMPLATE_TEXT_LENGTH;
  guint seen = 0;

  if (tidy == NULL)
    return refuse (error, _ ("The message has no words. Enter some."));
  if (g_utf8_strlen (wording->body, -1) > most)
    return refuse (error, _ ("The message is too long: it has room for %d characters."), most);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!check_line (lines[i], wording->purpose, i + 1, &seen, error))
        return FALSE;
    }
  for (guint i = 0; i < TILL_N_PLACEHOLDERS; i++)
    {
      if (till_placeholder_is_required (i, wording->purpose) && (seen & (1u << i)) == 0)
        return refuse (error,
                       _ ("The message must have “{%s}”: without it nobody can pay. Add it from "
                          "the list of placeholders."),
                       placeholders[i].text);
    }

  return TRUE;
}

gboolean
till_template_check (const TillWording *wording, GError **error)
{
  g_return_val_if_fail (wording->purpose < TILL_N_PURPOSES, FALSE);

  if (!g_utf8_validate (wording->subject, -1, NULL) || !g_utf8_validate (wording->body, -1, NULL))
    return refuse (error, _ ("The text holds characters that can’t be read."));

  return till_text_refuse_card_number (wording->subject, _ ("the subject"), error) &&
         till_text_refuse_card_number (wording->body, _ ("the message"), error) &&
         check_subject (wording, error) && check_body (wording, error);
}

/* ── Filling ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GString *text;
  guint    n_placeholders;
  guint    n_empty;
} Line;

static char *
dup_value (const TillTemplateValues *values, TillPlaceholder placeholder)
{
  const char *value = values->values[placeholder];

  return g_strstrip (g_strdup (value != NULL ? value : ""));
}

static gboolean
ends_in_blank (const GString *text)
{
  return text->len == 0 || text->str[text->len - 1] == ' ';
}

/* What is empty leaves no two blanks behind. */
static void
add_value (Line *line, const char *value, const char **at)
{
  line->n_placeholders++;
  g_string_append (line->text, value);
  if (*value != '\0')
    return;

  line->n_empty++;
  if (**at == ' ' && ends_in_blank (line->text))
    (*at)++;
}

static void
fill_line (Line *line, const char *at, const TillTemplateValues *values)
{
  Part part = { PART_END, NULL, 0, NULL };

  for (read_part (&at, &part); part.kind != PART_END; read_part (&at, &part))
    {
      TillPlaceholder  placeholder;
      g_autofree char *value = NULL;

      if (part.kind == PART_PLACEHOLDER && find_placeholder (part.name, &placeholder))
        {
          value = dup_value (values, placeholder);
          add_value (line, value, &at);
        }
      else
        g_string_append_len (line->text, part.text, (gssize) part.length);
    }
  if (line->n_empty > 0)
    g_string_truncate (line->text, strlen (g_strchomp (line->text->str)));
}

/* Nothing, or a label of nothing: "Card:". Other words beside what is empty were meant to stay. */
static gboolean
tells_nothing (const Line *line)
{
  return line->n_placeholders > 0 && line->n_empty == line->n_placeholders &&
         (line->text->len == 0 || line->text->str[line->text->len - 1] == ':');
}

/* What is left out takes one of the blank lines around it along. */
static gboolean
is_left_out (const Line *line, const GString *before, gboolean *after_left_out)
{
  gboolean left_out = tells_nothing (line);
  gboolean below_blank = before->len == 0 || g_str_has_suffix (before->str, "\n\n");

  if (*after_left_out && !left_out && line->text->len == 0 && below_blank)
    return TRUE;
  *after_left_out = left_out;

  return left_out;
}

char *
till_template_fill (const char *body, const TillTemplateValues *values)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  GString       *filled = g_string_new (NULL);
  gboolean       after_left_out = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      Line line = { g_string_new (NULL), 0, 0 };

      fill_line (&line, lines[i], values);
      if (!is_left_out (&line, filled, &after_left_out))
        {
          g_string_append_len (filled, line.text->str, (gssize) line.text->len);
          g_string_append_c (filled, '\n');
        }
      g_string_free (line.text, TRUE);
    }

  return g_strchomp (g_string_free (filled, FALSE));
}

char *
till_template_fill_subject (const char *subject, const TillTemplateValues *values)
{
  g_autofree char *filled = till_template_fill (subject, values);
  char            *tidy = till_text_tidy (filled);

  return tidy != NULL ? tidy : g_strdup ("");
}
