#pragma once
// A record as a small tree, the same for JSON, XML and CSV: what the source says, before anything
// is read into it.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clausier::read {

enum class RecordSource { json, xml, csv };

struct Node {
  struct Member;
  enum class Kind { absent, text, number, boolean, list, object };

  Kind kind = Kind::absent;
  std::string text;             // of a text, a number as written, "true" or "false"
  std::vector<Node> items;      // of a list
  std::vector<Member> members;  // of an object, in order

  static Node of_text(std::string value);
  static Node of_list(std::vector<Node> items);

  bool is_scalar() const { return kind == Kind::text || kind == Kind::number || kind == Kind::boolean; }
  bool has(std::string_view key) const { return find(key) != nullptr; }
  const Node* find(std::string_view key) const;        // null when there is no such member
  const Node& operator[](std::string_view key) const;  // an absent node when there is none
  void set(std::string key, Node value);               // adds a member; a second value makes a list
};

struct Node::Member {
  std::string key;
  Node value;
};

// Absence in all its spellings: null, "", [], {}, missing, NC, NaN, MQ, CDL (formats.md §2.5-29).
bool is_absent(const Node& node);
bool says_nothing(std::string_view text);

// The elements of a list that may be wrapped and nested in many ways (formats.md §2.5-25, 26, 30):
// [{"titulaire":{…}}], {"titulaire":[…]}, [[[{…}]]], {"modification":{"modification":{…}}}.
struct Unwrapped {
  std::vector<const Node*> elements;  // objects and scalars, never absent ones
  int lists = 0;                      // deepest nesting of lists
  int wrappers = 0;                   // deepest nesting of wrappers
};
Unwrapped unwrapped(const Node& node, std::string_view wrapper);

}  // namespace clausier::read
