/* till-sandbox-html.c: the frame of the sandbox's pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain HTML that works without a script, by keyboard, read aloud and on a phone. Colours keep a
 * contrast of at least 4.5 to 1 on light and on dark.
 */
#include "sandbox/till-sandbox-html.h"

static const char style[] =
  ":root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--ink:#1d2430;--soft:#566072;"
  "--line:#8a93a3;--act:#1f5fbf;--on-act:#fff;--bad:#b3261e;--bad-ground:#fdecea;--good:#14693a;"
  "--good-ground:#e7f5ec}"
  "@media(prefers-color-scheme:dark){:root{--ground:#15181d;--card:#1f242c;--ink:#eceff4;"
  "--soft:#aab3c2;--line:#7c8798;--act:#7db2ff;--on-act:#0c1420;--bad:#ffb4ab;--bad-ground:#3b1714;"
  "--good:#86dba6;--good-ground:#12301f}}"
  "*{box-sizing:border-box}"
  "body{margin:0;background:var(--ground);color:var(--ink);"
  "font:1.0625rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Cantarell,sans-serif}"
  "main{max-width:30rem;margin:0 auto;padding:1rem}"
  ".card{background:var(--card);border-radius:.75rem;padding:1.25rem 1.25rem 1.5rem;"
  "box-shadow:0 1px 3px rgba(0,0,0,.25)}"
  "header{padding:.75rem 0 1rem}h1{font-size:1.35rem;line-height:1.25;margin:0}"
  "h2{font-size:1.125rem;margin:0 0 .5rem}"
  ".amount{font-size:2.25rem;font-weight:700;line-height:1.2;margin:.25rem 0 0;"
  "font-variant-numeric:tabular-nums}"
  ".soft{color:var(--soft);margin:.25rem 0 0}"
  "label,legend{display:block;font-weight:600;margin:1.1rem 0 .3rem;padding:0}"
  "fieldset{border:0;margin:0;padding:0}"
  "input{font:inherit;width:100%;padding:.65rem .75rem;border:1px solid var(--line);"
  "border-radius:.5rem;background:var(--card);color:var(--ink)}"
  "input[aria-invalid=true]{border:2px solid var(--bad)}"
  ".check{display:flex;gap:.6rem;align-items:center;margin-top:1.25rem}"
  ".check input{width:1.35rem;height:1.35rem;margin:0;flex:none}"
  ".check label{margin:0;font-weight:400}"
  ".row{display:grid;grid-template-columns:1fr 1fr;gap:1rem}"
  ".hint{color:var(--soft);font-size:.9375rem;margin:.3rem 0 0}"
  ".error{color:var(--bad);font-weight:600;margin:.3rem 0 0}"
  "button,.button{font:inherit;font-weight:600;display:block;width:100%;margin-top:1.5rem;"
  "padding:.8rem 1rem;border:0;border-radius:.5rem;background:var(--act);color:var(--on-act);"
  "text-align:center;text-decoration:none;cursor:pointer}"
  "button.quiet{background:transparent;color:var(--act);border:1px solid var(--act)}"
  ":focus-visible{outline:3px solid var(--act);outline-offset:2px}"
  ".notice{border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem}"
  ".notice.bad{background:var(--bad-ground);color:var(--bad)}"
  ".notice.good{background:var(--good-ground);color:var(--good)}"
  ".notice p{margin:.25rem 0 0}.notice a{color:inherit}.notice ul{margin:.25rem 0 "
  "0;padding-left:1.25rem}"
  "dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:1rem 0 0}"
  "dt{color:var(--soft)}dd{margin:0;text-align:right;overflow-wrap:anywhere}"
  "footer{color:var(--soft);font-size:.9375rem;padding:1rem 0}details summary{cursor:pointer}"
  "a{color:var(--act)}"
  ".screen{background:#10151c;color:#f2f5f9;border-radius:.75rem;border:.6rem solid #3a434f;"
  "min-height:11rem;padding:1.5rem 1rem;display:flex;flex-direction:column;justify-content:center;"
  "text-align:center}"
  ".screen .amount{margin:0}.screen p{margin:.35rem 0 0}.screen .good{color:#8fe3ad}"
  ".screen .bad{color:#ffb4ab}"
  ".keys{display:grid;grid-template-columns:repeat(2,1fr);gap:.75rem;margin-top:1rem}"
  ".keys button{margin:0}.keys .wide{grid-column:1/-1}"
  "ul.list,ol.texts{list-style:none;margin:0;padding:0}"
  "ul.list li{padding:.75rem 0;border-top:1px solid var(--line)}"
  "ul.list li:first-child{border-top:0;padding-top:0}ul.list a{font-weight:600}"
  "ul.list "
  ".soft{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;"
  "overflow-wrap:anywhere}"
  "ol.texts li{margin:0 0 1rem}"
  ".bubble{background:var(--card);border-radius:.9rem;padding:.65rem .9rem;margin:0;"
  "width:fit-content;max-width:88%;white-space:pre-wrap;overflow-wrap:anywhere;"
  "box-shadow:0 1px 2px rgba(0,0,0,.25)}"
  ".mine .bubble{background:var(--act);color:var(--on-act);margin-left:auto}"
  ".mine .bubble a{color:inherit}.mine .soft{text-align:right}"
  ".texts .soft{font-size:.875rem}"
  "@media(max-width:22rem){.row{grid-template-columns:1fr;gap:0}}";

char *
till_sandbox_html_page (const char *title, const char *head, const char *body)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  return g_strconcat ("<!doctype html>\n<html lang=\"en-US\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"robots\" content=\"noindex\">\n<title>",
                      escaped, "</title>\n<style>", style, "</style>\n", head != NULL ? head : "",
                      "</head>\n<body>\n<main>\n", body, "</main>\n</body>\n</html>\n", NULL);
}

void
till_sandbox_html_append (GString *html, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);

  g_string_append (html, text);
}
