/* till-demo-actions.c: what a new user plays the patient with, as actions: the phones, the mails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "flow/till-practice-mail.h"
#include "flow/till-practice-texts.h"
#include "ui/till-practice-actions-private.h"

/* One that is being opened. */
typedef struct
{
  TillActionContext *context;
  const char        *failed; /* the title of what is said then */
  char              *uri;
} Deed;

static void
deed_free (Deed *deed)
{
  till_action_context_unref (deed->context);
  g_free (deed->uri);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
shown_cb (GObject *window, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) told = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (window), result, &error))
    return;
  /* Translators: why, and an address */
  told = g_error_new (error->domain, error->code,
                      _ ("The desktop can’t open it (%s). Open this address yourself:\n%s"),
                      error->message, deed->uri);
  till_action_show_error (deed->context, deed->failed, told);
}

static void
show (TillActionContext *self, const char *uri, const char *failed)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->context = g_rc_box_acquire (self);
  deed->failed = failed;
  deed->uri = g_strdup (uri);
  gtk_show_uri_full (till_action_front (self), uri, GDK_CURRENT_TIME, NULL, shown_cb, deed);
}

static void
phones_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  show (self, till_practice_get_phones (self->practice), _ ("The Phones Can’t Be Shown"));
}

/* Before the first mail it isn't there yet. */
static void
outbox_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  const char        *failed = _ ("The Folder Can’t Be Shown");
  g_autofree char   *outbox = till_practice_dup_outbox (self->practice);
  g_autofree char   *uri = g_filename_to_uri (outbox, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (outbox, 0700) == 0)
    {
      show (self, uri, failed);
      return;
    }
  g_set_error (&error, G_FILE_ERROR, g_file_error_from_errno (errno),
               _ ("The folder “%s” can’t be made: %s"), outbox, g_strerror (errno));
  till_action_show_error (self, failed, error);
}

/* The menu leaves out what there is no action for. */
void
till_demo_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "open-phones", phones_cb, NULL, NULL, NULL, { 0 } },
    { "open-outbox", outbox_cb, NULL, NULL, NULL, { 0 } },
  };

  if (till_practice_get_phones (self->practice) != NULL)
    g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
