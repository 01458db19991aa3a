"""What `make check` says of words that look like a secret."""

from tests import secret_words


def test_a_key_in_a_file_is_found_and_a_judged_word_is_not_asked_about_again(tmp_path):
    (tmp_path / "deploy.py").write_text('password = "correct-horse-battery"\nkey = "AKIA' + "Q3EGRBN5W2XK7TLM" + '"\n')
    there = secret_words.found(["deploy.py"], root=tmp_path)
    assert {where.split(": ")[1] for where in there.values()} >= {"Secret Keyword", "AWS Access Key"}
    known = secret_words.judged()
    assert (".env.example", "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8") in known
    assert secret_words.found([".env.example"]).keys() <= known
    assert not set(there) & known
