#include "hearout_readline.h"
#include "internal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Whether we took a locale that the environment does not name. */
static bool is_ours;

static bool has_utf8_codeset(void) {
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool hr_use_utf8_locale(void) {
  if (setlocale(LC_CTYPE, "") != NULL && has_utf8_codeset()) return true;
  static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (setlocale(LC_CTYPE, names[i]) != NULL && has_utf8_codeset()) {
      is_ours = true;
      return true;
    }
  }
  return false;
}

/* Readline asks the environment for the locale at every line, so while it does, the environment has to agree
 * with us. It is put back at once: the processes that we start should get what the user set. */
char *locale_pretend(void) {
  if (!is_ours) return NULL;
  const char *old = getenv("LC_ALL");
  char *saved = strdup(old == NULL ? "" : old);
  setenv("LC_ALL", setlocale(LC_CTYPE, NULL), 1);
  return saved;
}

void locale_stop_pretending(char *saved) {
  if (saved == NULL) return;
  if (*saved == '\0') unsetenv("LC_ALL"); else setenv("LC_ALL", saved, 1);
  free(saved);
}
