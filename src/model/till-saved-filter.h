/* till-saved-filter.h: a filter that was given a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/till-filter.h"

G_BEGIN_DECLS

/* Longest name, in characters. */
#define TILL_SAVED_FILTER_NAME_LENGTH 60

typedef struct
{
  gint64      id;    /* 0: built-in, or not saved yet */
  char       *table; /* "transactions" */
  char       *name;  /* of a built-in one translated */
  gboolean    is_shared;
  gboolean    is_builtin;
  gboolean    is_default; /* the signed-in user's, of the table */
  gint64      owner_id;   /* a user's; 0: built-in */
  TillFilter *filter;     /* never NULL; may name columns there are no more: till_filter_fits() */
} TillSavedFilter;

/* Takes @filter's reference. */
TillSavedFilter *till_saved_filter_new (const char *table, const char *name, TillFilter *filter);
TillSavedFilter *till_saved_filter_ref (TillSavedFilter *self);
void             till_saved_filter_unref (TillSavedFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSavedFilter, till_saved_filter_unref)

/* Whether a filter may be kept by that name: TILL_ERROR_BAD_INPUT or _CARD_NUMBER, the latter for
 * the filter's own texts too. */
gboolean till_saved_filter_check (const char *name, TillFilter *filter, GError **error);

/* The file they are handed on in. (element-type TillSavedFilter), all of one table; what a file
 * holds is good or refused whole, with a sentence that says what and where. */
char      *till_saved_filters_to_json (const char *table, GPtrArray *filters);
GPtrArray *till_saved_filters_from_json (const char *text, GError **error);

G_END_DECLS
