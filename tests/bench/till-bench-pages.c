/* till-bench-pages.c: serves a list of transactions that was written before anybody asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: till-bench-pages N NEWEST: N pages, the newest row's time in seconds since 1970. Prints
 * its address and ends when its input does. A process of its own, so that what it takes is not
 * counted.
 */
#include <gio/gio.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-pages.h"

typedef struct
{
  char **pages;
  guint  n_pages;
} Pages;

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  const Pages *self = user_data;
  const char  *text = query != NULL ? g_hash_table_lookup (query, "page") : NULL;
  guint64      page = 1;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, self->n_pages, &page, NULL))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                    self->pages[page - 1], strlen (self->pages[page - 1]));
}

static gboolean
input_cb (GIOChannel *channel, GIOCondition condition, gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop)  loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  Pages                  pages = { NULL, argc > 2 ? (guint) atoi (argv[1]) : 0 };
  GSList                *uris;

  pages.pages = g_new0 (char *, pages.n_pages + 1);
  for (guint i = 0; i < pages.n_pages; i++)
    pages.pages[i] = bench_page_new (i, pages.n_pages, g_ascii_strtoll (argv[2], NULL, 10));

  soup_server_add_handler (server, "/rest/v2/transactions", asked_cb, &pages, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    return EXIT_FAILURE;
  uris = soup_server_get_uris (server);
  printf ("http://127.0.0.1:%d\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_io_add_watch (input, G_IO_IN | G_IO_HUP, input_cb, loop);
  g_main_loop_run (loop);
  g_strfreev (pages.pages);

  return EXIT_SUCCESS;
}
