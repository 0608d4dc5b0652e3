/* till-instance.c: the process that holds a practice answers others that want it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/till-instance.h"

#include "app/till-instance-address.h"
#include "flow/till-command.h"

#define INTERFACE "org.practicetill.Till.Holder"
#define OBJECT "/org/practicetill/Till/Holder"
#define TIMEOUT_MS 5000
#define COMMAND_TIMEOUT_MS (15 * 60 * 1000)

struct _TillInstance
{
  TillPractice  *practice;
  GDBusServer   *server;
  GDBusNodeInfo *description;
  GPtrArray     *connections;
  GCallback      raise;
  gpointer       user_data;
};

static const char description_xml[] = "<node><interface name='" INTERFACE "'>"
                                      "<method name='Raise'/>"
                                      "<method name='Run'>"
                                      "<arg name='arguments' type='as' direction='in'/>"
                                      "<arg name='directory' type='s' direction='in'/>"
                                      "<arg name='output' type='s' direction='out'/>"
                                      "<arg name='errors' type='s' direction='out'/>"
                                      "<arg name='status' type='i' direction='out'/>"
                                      "</method></interface></node>";

/* ── The holder's side ── */

typedef struct
{
  TillPractice *practice;
  TillCommand  *command;
  GString      *output;
  GString      *errors;
  int           status;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  till_command_free (work->command);
  g_string_free (work->output, TRUE);
  g_string_free (work->errors, TRUE);
  g_object_unref (work->practice);
  g_free (work);
}

static void
run_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  work->status = till_command_run (work->command, work->practice, work->output, work->errors);
  g_task_return_boolean (task, TRUE);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  Work                  *work = g_task_get_task_data (G_TASK (result));

  g_dbus_method_invocation_return_value (
    invocation, g_variant_new ("(ssi)", work->output->str, work->errors->str, work->status));
}

static void
run_command (TillInstance *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **arguments = NULL;
  g_autoptr (GTask)       task = NULL;
  g_autoptr (GError)      error = NULL;
  TillCommand            *command = NULL;
  const char             *directory;
  Work                   *work;

  g_variant_get (parameters, "(^a&s&s)", &arguments, &directory);
  command = till_command_parse (arguments, directory, &error);
  if (command == NULL)
    {
      g_autofree char *complaint = g_strdup_printf ("till: %s\n", error->message);

      g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(ssi)", "", complaint, TILL_EXIT_USAGE));
      return;
    }

  work = g_new0 (Work, 1);
  work->practice = g_object_ref (self->practice);
  work->command = command;
  work->output = g_string_new (NULL);
  work->errors = g_string_new (NULL);
  task = g_task_new (NULL, NULL, ran_cb, invocation);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_work);
}

static void
called_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *object,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  TillInstance *self = user_data;

  if (g_strcmp0 (method, "Run") == 0)
    {
      run_command (self, parameters, invocation);
      return;
    }
  ((void (*) (gpointer)) self->raise) (self->user_data);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
closed_cb (GDBusConnection *connection, gboolean by_peer, GError *error, TillInstance *self)
{
  g_signal_handlers_disconnect_by_data (connection, self);
  g_ptr_array_remove (self->connections, connection);
}

static gboolean
connected_cb (GDBusServer *server, GDBusConnection *connection, TillInstance *self)
{
  static const GDBusInterfaceVTable vtable = { called_cb, NULL, NULL, { 0 } };

  if (g_dbus_connection_register_object (connection, OBJECT, self->description->interfaces[0],
                                         &vtable, self, NULL, NULL) == 0)
    return FALSE;
  g_ptr_array_add (self->connections, g_object_ref (connection));
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), self);

  return TRUE;
}

TillInstance *
till_instance_new (TillPractice *practice, GCallback raise, gpointer user_data, GError **error)
{
  TillInstance    *self = g_new0 (TillInstance, 1);
  g_autofree char *address = till_instance_server_address ();
  g_autofree char *guid = g_dbus_generate_guid ();

  self->practice = g_object_ref (practice);
  self->raise = raise;
  self->user_data = user_data;
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->description = g_dbus_node_info_new_for_xml (description_xml, NULL);
  self->server = g_dbus_server_new_sync (
    address, G_DBUS_SERVER_FLAGS_AUTHENTICATION_REQUIRE_SAME_USER, guid, NULL, NULL, error);
  if (self->server == NULL)
    {
      till_instance_free (self);
      return NULL;
    }

  g_signal_connect (self->server, "new-connection", G_CALLBACK (connected_cb), self);
  g_dbus_server_start (self->server);
  if (!till_practice_set_address (practice, g_dbus_server_get_client_address (self->server), error))
    g_clear_pointer (&self, till_instance_free);

  return self;
}

void
till_instance_free (TillInstance *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->connections->len; i++)
    g_signal_handlers_disconnect_by_data (self->connections->pdata[i], self);
  if (self->server != NULL)
    g_dbus_server_stop (self->server);
  g_clear_object (&self->server);
  g_ptr_array_unref (self->connections);
  g_clear_pointer (&self->description, g_dbus_node_info_unref);
  g_clear_object (&self->practice);
  g_free (self);
}

/* ── The other side ── */

static GVariant *
call (const char *address,
      const char *method,
      GVariant   *parameters,
      const char *type,
      int         timeout_ms)
{
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant)        floating =
    g_variant_ref_sink (parameters != NULL ? parameters : g_variant_new_tuple (NULL, 0));

  connection = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, NULL);
  if (connection == NULL)
    return NULL;

  return g_dbus_connection_call_sync (connection, NULL, OBJECT, INTERFACE, method, floating,
                                      type != NULL ? G_VARIANT_TYPE (type) : NULL,
                                      G_DBUS_CALL_FLAGS_NONE, timeout_ms, NULL, NULL);
}

gboolean
till_instance_raise (const char *address)
{
  g_autoptr (GVariant) answer = call (address, "Raise", NULL, NULL, TIMEOUT_MS);

  return answer != NULL;
}

int
till_instance_run (const char        *address,
                   const char *const *arguments,
                   const char        *directory,
                   char             **output,
                   char             **errors)
{
  g_autoptr (GVariant) answer = NULL;
  int                  status;

  answer = call (address, "Run", g_variant_new ("(^ass)", arguments, directory), "(ssi)",
                 COMMAND_TIMEOUT_MS);
  if (answer == NULL)
    return -1;
  g_variant_get (answer, "(ssi)", output, errors, &status);

  return status;
}
