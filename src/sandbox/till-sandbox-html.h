/* till-sandbox-html.h: the frame of the sandbox's pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @body is HTML, the rest text. @head: HTML for the head, or NULL. */
char *till_sandbox_html_page (const char *title, const char *head, const char *body);

/* Appends @format with every %s escaped. */
void till_sandbox_html_append (GString *html, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
