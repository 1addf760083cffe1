#pragma once
// A browser without a socket: keeps cookies, follows redirects, and sends only the forms that the
// page it looks at offers, with their hidden fields and the values they show.
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "clausier/web/site.hpp"
#include "html.hpp"

namespace clausier::test {

struct Answer {
  int status = 0;
  std::string path;  // where it was found, after redirects, with its query
  std::string body;
  web::Response response;
  std::string text() const { return text_of(body); }
  bool says(std::string_view words) const { return text().find(words) != std::string::npos; }
  bool holds(std::string_view bytes) const { return body.find(bytes) != std::string::npos; }
};

struct SentFile {
  std::string field, name, bytes;
};

class Client {
public:
  explicit Client(const web::Site& site, std::string address = "192.0.2.1") : site_(&site), address_(std::move(address)) {}

  // The request as a browser on this site would make it; change it before sending for anything else.
  web::Request request(web::Method method, const std::string& target) const {
    web::Request r;
    r.method = method;
    const auto question = target.find('?');
    const auto path = web::percent_decoded(target.substr(0, question), false);
    if (!path) throw std::logic_error("malformed address " + target);
    r.path = *path;
    if (question != std::string::npos) r.query = web::parse_urlencoded(target.substr(question + 1), 100);
    r.cookies = cookies_;
    r.client_address = address_;
    r.headers.add("host", "clausier.example");
    r.headers.add("user-agent", "test");
    if (method == web::Method::post) r.headers.add("sec-fetch-site", "same-origin");
    return r;
  }

  // One exchange, no redirect followed.
  Answer send(web::Request r) {
    const std::string path = r.path;
    auto response = site_->handle(std::move(r));
    keep_cookies(response);
    if (response.file) {
      std::ifstream file(response.file->path(), std::ios::binary);
      response.body.assign(std::istreambuf_iterator<char>(file), {});
    }
    Answer answer{response.status, path, response.body, std::move(response)};
    return answer;
  }

  // The answer becomes the page in sight, whose forms submit() finds.
  Answer see(Answer answer) { return shown(std::move(answer)); }

  Answer get(const std::string& target) { return shown(follow(send(request(web::Method::get, target)), target)); }

  // The form of the page in sight with that action; fields given replace those that it shows.
  Answer submit(const std::string& action, const FormValues& given = {}, const std::vector<SentFile>& files = {}) {
    auto r = request(web::Method::post, action);
    for (const auto& [name, value] : completed(form(action), given)) r.form.add(name, value);
    for (const auto& file : files) r.files.push_back(uploaded(file));
    return shown(follow(send(std::move(r)), action));
  }

  // The same without looking for a form: for what a page never offers.
  Answer post(const std::string& action, const FormValues& fields, const std::vector<SentFile>& files = {}) {
    auto r = request(web::Method::post, action);
    for (const auto& [name, value] : fields) r.form.add(name, value);
    for (const auto& file : files) r.files.push_back(uploaded(file));
    return send(std::move(r));
  }

  const PageForm& form(const std::string& action) {
    forms_ = forms_of(page_.body);
    for (const auto& form : forms_)
      if (form.action == action && form.method == "post") return form;
    std::string offered;
    for (const auto& form : forms_) offered += " " + form.action;
    throw std::logic_error("no form to " + action + " on " + page_.path + "; offered:" + offered);
  }

  Answer sign_in(const std::string& email, const std::string& password) {
    get("/connexion");
    return submit("/connexion", {{"courriel", email}, {"mot_de_passe", password}});
  }
  void use_session(const std::string& token) { cookies_["__Host-sid"] = token; }
  std::string session() const { return cookies_.contains("__Host-sid") ? cookies_.at("__Host-sid") : ""; }
  const Answer& page() const { return page_; }

  // The token that the forms of this session carry.
  std::string token() {
    const auto answer = send(request(web::Method::get, "/compte"));
    for (const auto& form : forms_of(answer.body))
      for (const auto& [name, value] : form.values)
        if (name == "jeton") return value;
    return "";
  }

private:
  static web::UploadedFile uploaded(const SentFile& file) {
    return {.field = file.field, .file_name = file.name, .bytes = file.bytes, .spooled = nullptr, .size_bytes = file.bytes.size()};
  }

  static FormValues completed(const PageForm& form, const FormValues& given) {
    FormValues sent;
    for (const auto& [name, value] : form.values) {
      bool replaced = false;
      for (const auto& field : given) replaced = replaced || field.first == name;
      if (!replaced) sent.emplace_back(name, value);
    }
    for (const auto& field : given) {
      if (!form.names.contains(field.first)) throw std::logic_error("the form to " + form.action + " has no field " + field.first);
      sent.push_back(field);
    }
    return sent;
  }

  void keep_cookies(const web::Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      const auto equals = value.find('=');
      const auto content = value.substr(equals + 1, value.find(';') - equals - 1);
      if (content.empty()) cookies_.erase(value.substr(0, equals)); else cookies_[value.substr(0, equals)] = content;
    }
  }

  Answer follow(Answer answer, std::string target) {
    for (int hops = 0; answer.status == 303; ++hops) {
      if (hops == 5) throw std::logic_error("redirects without end at " + target);
      target = answer.response.header("Location");
      answer = send(request(web::Method::get, target));
    }
    answer.path = target;
    return answer;
  }

  Answer shown(Answer answer) {
    page_ = answer;
    return answer;
  }

  const web::Site* site_;
  std::string address_;
  std::map<std::string, std::string, std::less<>> cookies_;
  Answer page_;
  std::vector<PageForm> forms_;
};

}  // namespace clausier::test
