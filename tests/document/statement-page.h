/* statement-page.h: a statement read back: its words, their places, its code
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a program of poppler's says about @input. */
char *statement_ask (const char *const *command, GBytes *input);

char *statement_read_page (GBytes *bytes, guint page);
guint statement_count_pages (GBytes *bytes);

/* @part is in @text. */
void statement_assert_says (const char *text, const char *part);

/* Pictures of its pages, NAME-1.png …, in the folder that TILL_PICTURES names; else none. */
void statement_keep_pictures (GBytes *bytes, const char *name);

/* What a phone would read off the first page; NULL: there is no code. */
char *statement_read_code (GBytes *bytes);

/* The address is seen wherever the sheet lies in the envelope, and nothing else ever is. @address:
 * its words, ended by NULL. */
void statement_assert_window (GBytes *bytes, const char *const *address);

G_END_DECLS
