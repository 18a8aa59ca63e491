#include <libstemmer.h>
#include <stddef.h>
#include <string.h>

// A stemmer of Snowball behind a handle: its interface is made of pointers, and Swift outside the kernels handles none.

typedef struct {
  struct sb_stemmer *machine;
} garimpo_stemmer;

// The stemmer of a language by its English name, for UTF-8; without a machine if there is none.
static inline garimpo_stemmer garimpo_stemmer_make(const char *language) {
  garimpo_stemmer stemmer = {sb_stemmer_new(language, "UTF_8")};
  return stemmer;
}

static inline void garimpo_stemmer_free(garimpo_stemmer stemmer) { sb_stemmer_delete(stemmer.machine); }

// Replaces the `count` bytes at `word` with their stem, cut off after `capacity` bytes; the number of its bytes, or -1 when
// memory is out.
static inline int garimpo_stemmer_run(garimpo_stemmer stemmer, unsigned char *word, int count, int capacity) {
  const sb_symbol *stem = sb_stemmer_stem(stemmer.machine, word, count);
  if (!stem) return -1;
  int length = sb_stemmer_length(stemmer.machine);
  if (length > capacity) length = capacity;
  memcpy(word, stem, (size_t)length);
  return length;
}
